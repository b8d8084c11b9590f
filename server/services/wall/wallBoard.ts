/** The board of the wall: counts as the queues have them, three rates, what is late longest, what came last. */
import { addDays, dayAt } from '../../../shared/domain/dates.ts'
import type { Count } from '../../../shared/issues/figures.ts'
import { WALL_RATE_DAYS, WALL_RATES, type WallBoard } from '../../../shared/issues/wall.ts'
import { areaSetting, type Reach } from '../../access/viewer.ts'
import type { App } from '../../app/app.ts'
import { builtPageVersion } from '../../app/builtPage.ts'
import { asWall } from '../../db/database.ts'
import { openQueueCounts } from '../../db/issueEvents.ts'
import { rows, sql } from '../../db/sql.ts'
import { countsOfDay, lateLongest, latestReported, wallPoints } from '../../db/wall.ts'
import { readRevisions } from '../../live/events.ts'
import { type CountedRow, countedSql, partCounts } from '../figures/figureSql.ts'

type Rates = WallBoard['rates']

async function countRates(app: App, reach: Reach, now: Date, day: string): Promise<Rates> {
  const from = addDays(day, 1 - WALL_RATE_DAYS)
  const counted = countedSql({
    days: { from, to: day },
    parts: [from],
    now,
    key: sql`''::text`,
    from: sql`from issue i`,
    condition: sql`true`,
  })
  const found = await asWall(app.db, reach, (tx) => rows<CountedRow>(tx, counted))
  const rates = Object.fromEntries(WALL_RATES.map((rate): [string, Count] => [rate, [0, 0]])) as Rates
  for (const { figure, numerator, denominator } of partCounts(found, [from])) {
    const sum = (rates as Partial<Record<string, Count>>)[figure]
    if (!sum) continue
    sum[0] += numerator
    sum[1] += denominator
  }
  return rates
}

const RATES_FRESH_MS = 60_000
const RATES_KEPT = 16

/** Rates of a month move slowly and cost most: reckoned once a minute for each area, however many screens there are. */
export class WallRates {
  private readonly kept = new Map<string, { until: number; rates: Promise<Rates> }>()

  constructor(private readonly app: App) {}

  at(reach: Reach, now: Date, day: string): Promise<Rates> {
    const key = `${day}|${areaSetting(reach)}`
    const known = this.kept.get(key)
    if (known && known.until > now.getTime()) return known.rates
    const rates = countRates(this.app, reach, now, day)
    this.kept.delete(key)
    this.kept.set(key, { until: now.getTime() + RATES_FRESH_MS, rates })
    rates.catch(() => this.kept.delete(key))
    for (const old of [...this.kept.keys()].slice(0, Math.max(0, this.kept.size - RATES_KEPT)))
      this.kept.delete(old)
    return rates
  }
}

const ratesOf = new WeakMap<App, WallRates>()

function keptRates(app: App): WallRates {
  const known = ratesOf.get(app) ?? new WallRates(app)
  ratesOf.set(app, known)
  return known
}

/** @param now  the instant that everything is counted at */
export async function wallBoard(app: App, reach: Reach, now = new Date()): Promise<WallBoard> {
  const day = dayAt(now)
  const [revisions, page, rates, board] = await Promise.all([
    readRevisions(app.db.pool),
    builtPageVersion(),
    keptRates(app).at(reach, now, day),
    asWall(app.db, reach, async (tx) => {
      const queues = await openQueueCounts(tx, now)
      return {
        counts: {
          new: queues.new,
          inHand: queues.inHand,
          late: queues.late,
          soon: queues.soon,
          ...(await countsOfDay(tx, now, day)),
        },
        lateLongest: await lateLongest(tx, now, day),
        latest: await latestReported(tx, now, day),
        points: await wallPoints(tx, now),
      }
    }),
  ])
  const mapRevision = [revisions.units, revisions.basemap, revisions.links].map((id) => id ?? 0).join('.')
  return { at: now.toISOString(), day, rates, mapRevision, page, ...board }
}
