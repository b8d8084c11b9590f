/** What the page needs to know before anything else: the day, the data's dates, the attribution, where to look. */
import { z } from 'zod'
import { dayAt, today } from '../../shared/domain/dates.ts'
import type { App } from '../app/app.ts'
import { rows, sql } from '../db/sql.ts'
import { newestEventId } from '../live/events.ts'
import { VERSION } from '../app/version.ts'

export const SystemStatus = z.object({
  revision: z.string(),
  version: z.string(),
  today: z.string(),
  isDemo: z.boolean(),
  /** The demo town's residents are still being loaded. */
  isLoading: z.boolean(),
  isEmpty: z.boolean(),
  dataDates: z.object({
    register: z.string().nullable(),
    counts: z.string().nullable(),
    issues: z.string().nullable(),
    basemap: z.string().nullable(),
  }),
  attribution: z.array(z.string()),
  bounds: z.tuple([z.number(), z.number(), z.number(), z.number()]).nullable(),
})

/**
 * The middle of the base map's parts but for the outermost hundredth on each side: files cut from a larger map hold
 * railways and rivers whole, far beyond what was cut.
 */
const WHERE_THE_MAP_IS = sql`(select st_makeenvelope(
    percentile_disc(0.01) within group (order by st_x(middle)), percentile_disc(0.01) within group (order by st_y(middle)),
    percentile_disc(0.99) within group (order by st_x(middle)), percentile_disc(0.99) within group (order by st_y(middle)),
    4326) from (select st_centroid(st_envelope(geometry)) as middle from basemap_feature) m)`

export async function systemStatus(app: App): Promise<z.infer<typeof SystemStatus>> {
  const on = app.db.pool
  const [revision, settings, dates, bounds] = await Promise.all([
    newestEventId(on),
    rows<{ key: string; value: unknown }>(on, sql`select key, value from setting`),
    rows<{ counts: string | null; issues: string | null }>(
      on,
      sql`select (select max(as_of) from population_count) as counts, (select max(reported_at) from issue) as issues`,
    ),
    rows<{ west: number | null; south: number; east: number; north: number }>(
      on,
      sql`select st_xmin(e) as west, st_ymin(e) as south, st_xmax(e) as east, st_ymax(e) as north from
        (select coalesce((select st_extent(boundary)::geometry from unit_version where valid_to is null),
          ${WHERE_THE_MAP_IS}) as e) b`,
    ),
  ])
  const setting = new Map(settings.map(({ key, value }) => [key, value]))
  const text = (key: string): string | null => {
    const value = setting.get(key)
    return typeof value === 'string' ? value : null
  }
  const box = bounds[0]
  const newestIssue = dates[0]?.issues
  return {
    revision,
    version: VERSION,
    today: today(),
    isDemo: setting.get('demo') === true,
    isLoading: setting.has('demo.residents'),
    isEmpty: !box || box.west === null,
    dataDates: {
      register: text('date.residents'),
      counts: dates[0]?.counts ?? null,
      issues: newestIssue ? dayAt(new Date(newestIssue)) : null,
      basemap: text('date.basemap'),
    },
    attribution: (setting.get('attribution') as string[] | undefined) ?? [],
    bounds: box && box.west !== null ? [box.west, box.south, box.east, box.north] : null,
  }
}
