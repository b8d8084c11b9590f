/** Names of facility kinds and issue classes: they come from the standards' tables, in both languages. */
import {
  FACILITY_GROUPS,
  facilityKindOf,
  isFacilityKind,
  type FacilityGroup,
} from '../../shared/standards/facilityKindTable.ts'
import { ISSUE_CLASSES } from '../../shared/standards/issueClasses.ts'
import { i18n, say } from './i18n.ts'

const own = (row: { zh: string; en: string }): string => (i18n.locale === 'en' ? row.en : row.zh)

const classes = new Map(ISSUE_CLASSES.map((row) => [row.class, row]))
const subclasses = new Map(ISSUE_CLASSES.flatMap((row) => row.subclasses.map((sub) => [sub.subclass, sub])))

/** What the tables do not know stands for itself: an office may have kinds of its own. */
export const facilityKindName = (kind: string): string =>
  isFacilityKind(kind) ? own(facilityKindOf(kind)) : kind

export const facilityGroupName = (group: FacilityGroup): string => {
  const row = FACILITY_GROUPS.find((one) => one.group === group)
  return row ? own(row) : group
}

export function issueClassName(issueClass: string): string {
  const row = classes.get(issueClass)
  return row ? own(row) : issueClass
}

export function issueSubclassName(subclass: string): string {
  const row = subclasses.get(subclass)
  return row ? own(row) : subclass
}

/** What an issue is about, as one short title. */
export const issueTitle = (issue: { class: string; subclass: string }): string =>
  issueSubclassName(issue.subclass) || issueClassName(issue.class)

/** The word for the `detail` of a search hit, which depends on what was found. */
export function detailName(kind: 'unit' | 'building' | 'facility' | 'issue', detail: string): string {
  if (kind === 'facility') return facilityKindName(detail)
  if (kind === 'issue') return say(`issueState.${detail}`) ?? detail
  if (kind === 'unit') return say(`level.${detail}`) ?? detail
  return say(`buildingUse.${detail}`) ?? detail
}
