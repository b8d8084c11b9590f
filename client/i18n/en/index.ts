import { admin } from './admin.ts'
import { calendar } from './calendar.ts'
import { circles } from './circles.ts'
import { domain } from './domain.ts'
import { duty } from './duty.ts'
import { errors } from './errors.ts'
import { frame } from './frame.ts'
import { importMessages } from './importMessages.ts'
import { imports } from './imports.ts'
import { leader } from './leader.ts'
import { issues } from './issues.ts'
import { map } from './map.ts'
import { mutual } from './mutual.ts'
import { network } from './network.ts'
import { notices } from './notices.ts'
import { overview } from './overview.ts'
import { photos } from './photos.ts'
import { planBlocks } from './planBlocks.ts'
import { planCompare } from './planCompare.ts'
import { planOpinion } from './planOpinion.ts'
import { planReview } from './planReview.ts'
import { planFigures } from './planFigures.ts'
import { planImport } from './planImport.ts'
import { planPage } from './planPage.ts'
import { planPublish } from './planPublish.ts'
import { reach } from './reach.ts'
import { registers } from './registers.ts'
import { rules } from './rules.ts'
import { siting } from './siting.ts'
import { signIn } from './signIn.ts'
import { street } from './street.ts'
import { study } from './study.ts'
import { work } from './work.ts'
import { wall } from './wall.ts'
import { years } from './years.ts'

/** Every message of this language; one file per place, joined here. */
export const en = {
  ...frame,
  ...domain,
  ...map,
  ...notices,
  ...overview,
  ...signIn,
  ...siting,
  ...study,
  ...imports,
  ...network,
  ...importMessages,
  ...circles,
  ...reach,
  ...street,
  ...planPage,
  ...planBlocks,
  ...planCompare,
  ...planReview,
  ...planOpinion,
  ...planPublish,
  ...planFigures,
  ...planImport,
  ...registers,
  ...issues,
  ...photos,
  ...work,
  ...mutual,
  ...leader,
  ...calendar,
  ...duty,
  ...wall,
  ...years,
  ...admin,
  ...rules,
  ...errors,
}
