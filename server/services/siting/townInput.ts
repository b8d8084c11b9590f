/** A question of siting on the office's own streets, for its own people: as the page asks it. */
import { demandFrom } from '../../../shared/circles/demand.ts'
import { today } from '../../../shared/domain/dates.ts'
import type { SitingQuestion } from '../../../shared/siting/sitingQuestion.ts'
import type { Candidate } from '../../../shared/siting/candidates.ts'
import { SitingDesk } from '../../../shared/siting/sitingDesk.ts'
import type { SiteInput, SiteModel } from '../../../shared/siting/siteInput.ts'
import type { Viewer } from '../../access/viewer.ts'
import type { App } from '../../app/app.ts'
import { asViewer } from '../../db/database.ts'
import { facilityPoints } from '../../db/lists.ts'
import { demandColumns } from '../circleDemand.ts'

export interface TownQuestion extends Omit<SitingQuestion, 'aim' | 'existing'> {
  model: SiteModel
  kind: string
  /** Of the worst-off, in thousandths. */
  share: number | null
}

const AIMS = {
  pmedian: 'walk',
  mclp: 'reach',
  lscp: 'fewest',
  pcenter: 'furthest',
  cpmedian: 'walk',
  cmclp: 'reach',
  fair: 'furthest',
  worst: 'worst',
} as const

/** @throws Refusal without a network, NoSiting */
export async function townInput(
  app: App,
  viewer: Viewer,
  { model, kind, share, ...rest }: TownQuestion,
): Promise<{
  input: SiteInput
  outOfReach: number
  existing: number
  off: readonly Candidate[]
  source: string
  day: string
}> {
  const day = today()
  const [loaded, columns, facilities] = await Promise.all([
    app.networks.current(),
    demandColumns(app, viewer, day),
    asViewer(app.db, viewer, (tx) => facilityPoints(tx, day)),
  ])
  const desk = new SitingDesk(loaded.index, demandFrom(columns))
  const existing = facilities
    .filter((facility) => facility.kind === kind)
    .map(({ name, lon, lat, capacity }) => ({ name, lon, lat, capacity }))
  const { input, outOfReach, off } = desk.inputOf({
    ...rest,
    aim: AIMS[model],
    existing,
  })
  return {
    input: { ...input, model, share },
    outOfReach,
    off,
    existing: existing.length,
    source: `${kind}, network ${loaded.hash}`,
    day,
  }
}
