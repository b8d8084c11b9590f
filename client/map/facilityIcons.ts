/** One icon family (Maki) for all kinds of facility; the standards' table names the icon of each kind. */
import {
  facilityKindOf,
  isFacilityKind,
  type FacilityGroup,
} from '../../shared/standards/facilityKindTable.ts'

/**
 * Those that the table and the groups name, and no more: they are part of the page, as fifty small files take longer to
 * ask for than all of them to read.
 */
const drawings = import.meta.glob<string>(
  '../../node_modules/@mapbox/maki/icons/{animal-shelter,bakery,bank,bicycle,building,bus,charging-station,cinema,college,convenience,doctor,embassy,farm,fire-station,fitness-centre,florist,garden,grocery,hairdresser,hardware,heart,home,hospital,landmark,laundry,library,marker,mobile-phone,music,park,parking,pharmacy,pitch,playground,police,post,rail-metro,recycling,restaurant,restaurant-noodle,school,shelter,shop,soccer,suitcase,teahouse,theatre,toilet,town-hall,waste-basket,wheelchair}.svg',
  { eager: true, query: '?raw', import: 'default' },
)

const byName = new Map(
  Object.entries(drawings).map(([path, drawing]) => [
    path.slice(path.lastIndexOf('/') + 1, -4),
    `data:image/svg+xml,${encodeURIComponent(drawing)}`,
  ]),
)

/** Names of the icons that are part of the page. */
export const MAKI_NAMES: readonly string[] = [...byName.keys()]

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
