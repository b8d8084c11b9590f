/** Which lists behind the figures of a place a viewer may open. Figures are for all; rows are by role × area. */
import type { ListReach, Lists, Permission } from '../../shared/domain/access.ts'
import { type Viewer, seesEverything, seesPath } from './viewer.ts'

function reachOf(viewer: Viewer, permission: Permission, path: string | null): ListReach {
  if (!viewer.permissions.has(permission)) return 'noRole'
  if (path === null ? seesEverything(viewer) : seesPath(viewer, path)) return 'all'
  return path !== null && viewer.areaPaths.some((area) => area.startsWith(path)) ? 'part' : 'otherArea'
}

/** @param path  of the unit, '' for the whole office, null for what lies in no unit */
export const listsOf = (viewer: Viewer, path: string | null): Lists => ({
  residents: reachOf(viewer, 'residents.view', path),
  issues: reachOf(viewer, 'issues.view', path),
})
