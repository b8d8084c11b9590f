/** Outlines of the buildings in a plan's scope: what the ground of a block is parted by among them. */
import type { MultiPolygon } from 'geojson'
import { today } from '../../../shared/domain/dates.ts'
import { STEPS_PER_DEGREE } from '../../../shared/geo/quantise.ts'
import type { PlanFootprints } from '../../../shared/plans/planRecord.ts'
import type { Viewer } from '../../access/viewer.ts'
import type { App } from '../../app/app.ts'
import { asViewer } from '../../db/database.ts'
import { inForce } from '../../db/linkAt.ts'
import { rows, sql } from '../../db/sql.ts'
import { planOrRefuse } from './plans.ts'

/** @throws Refusal `plan.unknown` */
export const planFootprints = (app: App, viewer: Viewer, id: string): Promise<PlanFootprints> =>
  asViewer(app.db, viewer, async (tx) => {
    const { areaPath } = await planOrRefuse(tx, id)
    const found = await rows<{ geometry: string }>(
      tx,
      sql`select st_asgeojson(footprint, 7) as geometry from building b
        where footprint is not null and starts_with(b.area_path, ${areaPath}) and ${inForce('b', today())}
        order by code`,
    )
    return found.map(({ geometry }) =>
      (JSON.parse(geometry) as MultiPolygon).coordinates.map((polygon) =>
        polygon[0]!.flatMap(([lon, lat]) => [
          Math.round(lon! * STEPS_PER_DEGREE),
          Math.round(lat! * STEPS_PER_DEGREE),
        ]),
      ),
    )
  })
