/** On whose behalf a request runs: role × area. The same rights go to the procedures and to row-level security. */
import { ALL_AREAS, type Permission, type Role, permissionsOf } from '../../shared/domain/access.ts'

export interface Viewer {
  accountId: string
  userName: string
  displayName: string
  roles: readonly Role[]
  /** Unit codes as granted, or `*`. */
  areas: readonly string[]
  /** The same as path prefixes of the units in force or past; empty with `*`. */
  areaPaths: readonly string[]
  permissions: ReadonlySet<Permission>
  mustSetPassword: boolean
}

/** How far somebody, or a screen of the wall, sees. */
export type Reach = Pick<Viewer, 'areas' | 'areaPaths'>

export const seesEverything = (viewer: Reach): boolean => viewer.areas.includes(ALL_AREAS)

/** Whether a row with this path lies in the viewer's areas; '' (not linked) only for those who see everything. */
export const seesPath = (viewer: Reach, path: string): boolean =>
  seesEverything(viewer) || (path !== '' && viewer.areaPaths.some((area) => path.startsWith(area)))

/** What a question is limited to: paths of areas; undefined for those who see everything. */
export const areaPathsOf = (viewer: Viewer): readonly string[] | undefined =>
  seesEverything(viewer) ? undefined : viewer.areaPaths

/** The value of the transaction-local setting that the policies read. */
export const areaSetting = (viewer: Reach): string =>
  seesEverything(viewer) ? '*' : viewer.areaPaths.join(',')

/** The office's own work on the command line of the machine: everything, recorded as `system`. */
export const systemViewer: Viewer = {
  accountId: '0',
  userName: 'system',
  displayName: 'system',
  roles: ['administrator', 'commandCentre'],
  areas: [ALL_AREAS],
  areaPaths: [],
  permissions: permissionsOf(['administrator', 'commandCentre', 'auditor']),
  mustSetPassword: false,
}
