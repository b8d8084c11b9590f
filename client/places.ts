/**
 * The places a person works in, in the order of the rail. A place brings its home panel and, if it needs any, its
 * layers on the map (a component that draws nothing on the page); the map itself is never remounted.
 * To add a place: one entry here, its folder, and its catalogue in `i18n/`.
 */
import {
  IconChartHistogram,
  IconChecklist,
  IconCircleDotted,
  IconFileImport,
  IconListCheck,
  IconMap2,
  IconMapPinPlus,
  IconSettings,
  IconUrgent,
  IconVectorTriangle,
  type Icon,
} from '@tabler/icons-react'
import { lazy, type ComponentType, type LazyExoticComponent } from 'react'
import type { Me, Permission } from '../shared/domain/access.ts'
import type { MessageId } from './i18n/i18n.ts'
import { DEFAULT_ADDRESS } from './state/address.ts'

export interface Place {
  /** In the address as `place=`. */
  id: string
  label: MessageId
  icon: Icon
  /** Only who holds one of these sees it. */
  anyOf: readonly Permission[]
  /** What the right panel shows while no subject is open. */
  Home: LazyExoticComponent<ComponentType>
  /** `wide` for tables: the panel takes half of the page. */
  panel?: 'standard' | 'wide'
  /** On a phone it takes the whole page, over the map. */
  isPage?: boolean
  /** Layers of this place, mounted while it is open; see `map/useMapPart.ts` and `map/useDeckLayers.ts`. */
  MapLayers?: LazyExoticComponent<ComponentType>
  /** Rows of the legend for those layers. */
  Legend?: LazyExoticComponent<ComponentType>
  /** What stays off the map here, whatever the address says, so that the place's own layers can be read. */
  quiet?: (own: Readonly<Record<string, string>>) => readonly QuietPart[]
}

export type QuietPart = 'colouring' | 'issues' | 'facilities' | 'unitNames'

export const PLACES: readonly Place[] = [
  {
    id: 'work',
    label: 'place.work',
    icon: IconChecklist,
    anyOf: ['field.work'],
    Home: lazy(() => import('./work/WorkHome.tsx')),
    isPage: true,
    quiet: () => ['colouring', 'facilities'],
  },
  {
    id: 'overview',
    label: 'place.overview',
    icon: IconMap2,
    anyOf: ['map.view'],
    Home: lazy(() => import('./overview/OverviewHome.tsx')),
  },
  {
    id: 'issues',
    label: 'place.issues',
    icon: IconUrgent,
    anyOf: ['issues.view'],
    Home: lazy(() => import('./issues/IssuesHome.tsx')),
    quiet: () => ['colouring', 'facilities'],
  },
  {
    id: 'figures',
    label: 'place.figures',
    icon: IconChartHistogram,
    anyOf: ['issues.view'],
    Home: lazy(() => import('./leader/FiguresHome.tsx')),
    panel: 'wide',
    MapLayers: lazy(() => import('./leader/FigureLayers.tsx')),
    Legend: lazy(() => import('./leader/FigureLegend.tsx')),
    quiet: () => ['colouring', 'issues', 'facilities'],
  },
  {
    id: 'circles',
    label: 'place.circles',
    icon: IconCircleDotted,
    anyOf: ['map.view'],
    Home: lazy(() => import('./circles/CirclesHome.tsx')),
    MapLayers: lazy(() => import('./circles/CirclesLayers.tsx')),
    Legend: lazy(() => import('./circles/CirclesLegend.tsx')),
    // While nothing is picked, facilities are there to pick from.
    quiet: (own) =>
      ['kind', 'facility', 'place', 'dropped', 'score'].some((key) => own[`circles.${key}`])
        ? ['colouring', 'issues', 'facilities']
        : ['colouring', 'issues'],
  },
  {
    id: 'siting',
    label: 'place.siting',
    icon: IconMapPinPlus,
    anyOf: ['map.view'],
    Home: lazy(() => import('./siting/SitingHome.tsx')),
    MapLayers: lazy(() => import('./siting/SitingLayers.tsx')),
    Legend: lazy(() => import('./siting/SitingLegend.tsx')),
    quiet: () => ['colouring', 'issues', 'facilities'],
  },
  {
    id: 'plans',
    label: 'place.plans',
    icon: IconVectorTriangle,
    anyOf: ['plan.work'],
    Home: lazy(() => import('./plans/PlansHome.tsx')),
    MapLayers: lazy(() => import('./plans/PlansLayers.tsx')),
    Legend: lazy(() => import('./plans/PlansLegend.tsx')),
    quiet: (own) =>
      own['plans.plan']
        ? ['colouring', 'issues', 'facilities', 'unitNames']
        : ['colouring', 'issues', 'facilities'],
  },
  {
    id: 'registers',
    label: 'place.registers',
    icon: IconListCheck,
    anyOf: ['link.work'],
    Home: lazy(() => import('./registers/RegistersHome.tsx')),
    MapLayers: lazy(() => import('./registers/ProblemLayers.tsx')),
    Legend: lazy(() => import('./registers/ProblemLegend.tsx')),
    quiet: () => ['colouring', 'issues', 'facilities'],
  },
  {
    id: 'imports',
    label: 'place.imports',
    icon: IconFileImport,
    anyOf: ['data.import', 'duty.manage'],
    Home: lazy(() => import('./imports/ImportsHome.tsx')),
    MapLayers: lazy(() => import('./imports/ImportLayers.tsx')),
    Legend: lazy(() => import('./imports/ImportLegend.tsx')),
    quiet: () => ['colouring', 'issues'],
  },
  {
    id: 'admin',
    label: 'place.admin',
    icon: IconSettings,
    anyOf: ['accounts.manage', 'duty.manage', 'audit.view'],
    Home: lazy(() => import('./admin/AdminHome.tsx')),
    panel: 'wide',
  },
]

export const isQuiet = (
  { place, own }: { place: string; own: Readonly<Record<string, string>> },
  part: QuietPart,
): boolean =>
  PLACES.find(({ id }) => id === place)
    ?.quiet?.(own)
    .includes(part) ?? false

export const placeOf = (id: string): Place => {
  const overview = PLACES.find((place) => place.id === DEFAULT_ADDRESS.place)
  if (!overview) throw new Error('there is no overview')
  return PLACES.find((place) => place.id === id) ?? overview
}

/** Where somebody begins: those who work in a grid with their own tasks. */
export const firstPlaceOf = ({ roles }: Pick<Me, 'roles'>): string =>
  roles.includes('gridWorker') ? 'work' : DEFAULT_ADDRESS.place
