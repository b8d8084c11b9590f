/**
 * The door to everything about kinds of facility: the table of the standards, and the recognition of a kind from
 * foreign words or OpenStreetMap tags.
 */
export {
  FACILITY_GROUPS,
  FACILITY_KINDS,
  facilityKindOf,
  isFacilityKind,
  type FacilityGroup,
  type FacilityKind,
  type FacilityKindRow,
} from './facilityKindTable.ts'
export { guessFacilityKind, kindFromOsmTags } from './guessFacilityKind.ts'
