/**
 * One box for units, addresses, facilities and issues: by name, code, address, pinyin and pinyin initials. Names of
 * units, buildings and facilities are held in an index in memory; issues are asked of the database as the viewer.
 */
import { pinyin } from 'pinyin-pro'
import { today } from '../../shared/domain/dates.ts'
import type { SearchHit } from '../../shared/domain/place.ts'
import type { Viewer } from '../access/viewer.ts'
import type { App } from '../app/app.ts'
import { asViewer } from '../db/database.ts'
import { inForce } from '../db/linkAt.ts'
import { row, rows, sql } from '../db/sql.ts'
import { stateAt, isOpenAt, instantOf } from './snapshot.ts'
import type { Snapshot } from './snapshot.ts'

interface Entry {
  hit: SearchHit
  code: string
  texts: string[]
  initials: string[]
  full: string[]
}

const HITS_OF_A_KIND = 8
/** Words are looked for in what is open, and in so many of the newest others; an older issue is found by its number. */
const NEWEST_ISSUES = 20_000
const HAN = /\p{Script=Han}/u

const normalise = (text: string): string => text.toLowerCase().replace(/\s+/g, '')

function entryOf(hit: SearchHit, code: string, names: string[]): Entry {
  const texts = names.filter((name) => name !== '').map(normalise)
  const han = texts.filter((text) => HAN.test(text))
  return {
    hit,
    code: normalise(code),
    texts,
    initials: han.map((text) =>
      pinyin(text, { pattern: 'first', toneType: 'none', type: 'array' }).join('').toLowerCase(),
    ),
    full: han.map((text) => pinyin(text, { toneType: 'none', type: 'array' }).join('').toLowerCase()),
  }
}

/** Higher is better; 0 is no match. */
function score(entry: Entry, text: string): number {
  if (entry.code === text) return 100
  let best = entry.code.startsWith(text) && text.length >= 3 ? 60 : 0
  for (const name of entry.texts) {
    if (name === text) best = Math.max(best, 90)
    else if (name.startsWith(text)) best = Math.max(best, 80)
    else if (name.includes(text)) best = Math.max(best, 70)
  }
  if (/^[a-z0-9]+$/.test(text)) {
    for (const initials of entry.initials) {
      if (initials.startsWith(text)) best = Math.max(best, 55)
      else if (text.length >= 2 && initials.includes(text)) best = Math.max(best, 40)
    }
    for (const full of entry.full) {
      if (full.startsWith(text)) best = Math.max(best, 50)
      else if (text.length >= 3 && full.includes(text)) best = Math.max(best, 35)
    }
  }
  return best
}

const indexes = new WeakMap<Snapshot, Promise<Entry[]>>()

async function makeIndex(app: App, snapshot: Snapshot): Promise<Entry[]> {
  const units = snapshot.units.map((unit) => {
    const parent = unit.parent === null ? undefined : snapshot.unitByCode.get(unit.parent)
    return entryOf(
      {
        kind: 'unit',
        id: unit.code,
        title: unit.name,
        subtitle: parent?.name ?? '',
        detail: unit.level,
        location: unit.center,
        box: unit.box,
      },
      unit.code,
      [unit.name],
    )
  })
  const places = await rows<{
    kind: 'building' | 'facility'
    id: string
    name: string
    address: string
    detail: string
    lon: number | null
    lat: number | null
  }>(
    app.db.pool,
    sql`select 'building' as kind, code as id, name, address, use as detail, st_x(location) as lon, st_y(location) as lat
        from building b where ${inForce('b', snapshot.day)}
      union all
      select 'facility', id, name, address, kind, st_x(location), st_y(location)
        from facility f where ${inForce('f', snapshot.day)}`,
  )
  return units.concat(
    places.map((place) =>
      entryOf(
        {
          kind: place.kind,
          id: place.id,
          title: place.name || place.address || place.id,
          subtitle: place.name ? place.address : '',
          detail: place.detail,
          location: place.lon === null || place.lat === null ? null : [place.lon, place.lat],
          box: null,
        },
        place.id,
        [place.name, place.address],
      ),
    ),
  )
}

async function findIssues(app: App, viewer: Viewer, text: string, day: string): Promise<SearchHit[]> {
  if (!viewer.permissions.has('issues.view')) return []
  const instant = instantOf(day)
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`
  const reported = sql`i.reported_at <= ${instant.toISOString()}::timestamptz`
  const holds = sql`(i.id ilike ${pattern} or i.description ilike ${pattern} or i.address ilike ${pattern})`
  // Counted over everybody's, so that a part of the area does not pay for reading the rest.
  const last = await row<{ at: string }>(
    app.db.pool,
    sql`select i.reported_at as at from issue i where ${reported} order by i.reported_at desc offset ${NEWEST_ISSUES} limit 1`,
  )
  const isNew = last ? sql`i.reported_at > ${last.at}::timestamptz and ${reported}` : reported
  return asViewer(app.db, viewer, (tx) =>
    rows<SearchHit>(
      tx,
      sql`with found as materialized (
          select i.id from issue i where starts_with(i.id, ${text}) or starts_with(i.id, ${text.toUpperCase()})
          union
          select i.id from issue i where ${isOpenAt(instant)} and ${holds}
          union
          select i.id from issue i where ${isNew} and ${holds}
        )
        select 'issue' as kind, i.id, left(i.description, 60) as title, i.address as subtitle, ${stateAt(instant)} as detail,
          case when i.location is null then null else json_build_array(st_x(i.location), st_y(i.location)) end as location,
          null as box
        from found f join issue i on i.id = f.id where ${reported}
        order by (i.id = ${text}) desc, ${isOpenAt(instant)} desc, i.reported_at desc limit ${HITS_OF_A_KIND}`,
    ),
  )
}

export async function search(
  app: App,
  viewer: Viewer,
  input: { text: string; at?: string },
): Promise<SearchHit[]> {
  const day = input.at ?? today()
  const snapshot = await app.snapshots.at(day)
  let index = indexes.get(snapshot)
  if (!index) {
    index = makeIndex(app, snapshot)
    indexes.set(snapshot, index)
  }
  const text = normalise(input.text)
  const scored = (await index)
    .map((entry) => ({ entry, points: score(entry, text) }))
    .filter(({ points }) => points > 0)
    .sort((a, b) => b.points - a.points || a.entry.code.localeCompare(b.entry.code))
  const found: SearchHit[] = []
  for (const kind of ['unit', 'building', 'facility'] as const) {
    found.push(
      ...scored
        .filter(({ entry }) => entry.hit.kind === kind)
        .slice(0, HITS_OF_A_KIND)
        .map(({ entry }) => entry.hit),
    )
  }
  return [...found, ...(await findIssues(app, viewer, input.text, day))]
}
