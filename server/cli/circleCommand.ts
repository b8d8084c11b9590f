/** `circle --at LON,LAT --minutes 5,10,15 [--profile …] [--shape]`, or `--meters 1000`: what is reached on foot. */
import { systemViewer } from '../access/viewer.ts'
import type { App } from '../app/app.ts'
import { walkedCircle } from '../services/walkedCircle.ts'
import { UsageError, type Words, allowOnly, optionOf } from './arguments.ts'
import type { CommandAnswer } from './commands.ts'
import { limitsFrom, MOST_MINUTES, pointFrom, walkerFrom } from './walkOptions.ts'

const MOST_METERS = 100_000

export async function circleCommand(app: App, words: Words): Promise<CommandAnswer> {
  allowOnly(words, 0, ['at', 'minutes', 'meters', 'profile'], ['shape'])
  const at = optionOf(words, 'at')
  if (at === undefined) throw new UsageError('circle needs --at LON,LAT')
  const minutes = optionOf(words, 'minutes')
  const meters = optionOf(words, 'meters')
  if (minutes !== undefined && meters !== undefined) throw new UsageError('either --minutes or --meters')
  const point = pointFrom(at, 'at')
  const profile = walkerFrom(words)
  const limits =
    meters === undefined
      ? limitsFrom(minutes ?? '5,10,15', 'minutes', MOST_MINUTES)
      : limitsFrom(meters, 'meters', MOST_METERS)
  const answer = await walkedCircle(app, systemViewer, {
    points: [point],
    walker: meters === undefined ? profile : 'meters',
    limits,
    wantsShape: words.flags.has('shape'),
  })
  const snap = answer.snapped[0] ?? null
  const unit = meters === undefined ? 'minutes' : 'limitMeters'
  return {
    document: {
      snapped: snap && { lon: snap.lon, lat: snap.lat, meters: Math.round(snap.meters * 10) / 10 },
      rings: answer.rings.map((ring) => ({
        [unit]: ring.limit,
        nodes: ring.nodes,
        meters: Math.round(ring.meters),
        residents: ring.people.residents,
        households: ring.people.households,
        under15: ring.people.under15,
        over64: ring.people.over64,
        dwellings: ring.people.dwellings,
        buildings: ring.people.buildings,
        ...(ring.shape ? { shape: { type: 'MultiPolygon', coordinates: ring.shape } } : {}),
      })),
      outside: answer.outside,
      notConnected: answer.notConnected,
    },
    lines: snap
      ? [
          `from ${snap.lon.toFixed(6)}, ${snap.lat.toFixed(6)} on the street, ${snap.meters.toFixed(1)} m from the place`,
          ...answer.rings.map(
            ({ limit, people, meters: street }) =>
              `${limit} ${meters === undefined ? 'min' : 'm'}: ${people.residents.toLocaleString('en')} residents (over 64: ${people.over64.toLocaleString('en')}), ${people.buildings.toLocaleString('en')} buildings, ${(street / 1000).toFixed(1)} km of street`,
          ),
        ]
      : ['no street near this place: it is not connected'],
  }
}
