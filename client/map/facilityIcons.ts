/** One icon family (Maki) for all kinds of facility; the standards' table names the icon of each kind. */
import {
  facilityKindOf,
  isFacilityKind,
  type FacilityGroup,
} from '../../shared/standards/facilityKindTable.ts'

const files = import.meta.glob<string>('../../node_modules/@mapbox/maki/icons/*.svg', {
  eager: true,
  query: '?url',
  import: 'default',
})

const byName = new Map(
  Object.entries(files).map(([path, url]) => [path.slice(path.lastIndexOf('/') + 1, -4), url]),
)

const FALLBACK = 'marker'

/** Address of an icon by its Maki name. */
export const makiUrl = (name: string): string => byName.get(name) ?? byName.get(FALLBACK) ?? ''

export const kindIconUrl = (kind: string): string =>
  makiUrl(isFacilityKind(kind) ? facilityKindOf(kind).maki : FALLBACK)

/** What stands for a whole group in a cluster. */
export const GROUP_ICONS: Record<FacilityGroup, string> = {
  care: 'hospital',
  education: 'school',
  daily: 'shop',
  culture: 'library',
  sport: 'pitch',
  admin: 'town-hall',
  transport: 'bus',
  green: 'park',
  other: 'marker',
}
