/**
 * Who looks after what: a leader and one or two workers for every grid, specialists for every community. When a
 * grid ended, so did its assignments; some people were replaced on the way.
 */
import { givenName, phoneNumber, surname } from './personNames.ts'
import type { Rng } from './rng.ts'
import type { TownAssignment } from './types.ts'
import { daysBefore, type Units } from './units.ts'

export function assignPeople({ grids, communityCodes }: Units, today: string, rng: Rng): TownAssignment[] {
  const out: TownAssignment[] = []
  const person = (from: number, to: number): { personName: string; phone: string } => {
    const sex = rng.chance(0.6) ? 'female' : 'male'
    return { personName: surname(rng) + givenName(rng, rng.whole(from, to), sex), phone: phoneNumber(rng) }
  }
  const span = new Map<string, { from: string; to: string | null }>()
  for (const grid of grids) {
    const known = span.get(grid.code)
    const from = known && known.from < grid.validFrom ? known.from : grid.validFrom
    span.set(grid.code, { from, to: grid.validTo === null || known?.to === null ? null : grid.validTo })
  }
  for (const [unitCode, { from, to }] of span) {
    out.push({ unitCode, role: 'leader', ...person(1968, 1992), from, to })
    for (let n = rng.whole(1, 2); n > 0; n--) {
      const change = daysBefore(today, rng.whole(30, 330))
      if (rng.chance(0.15) && change > from && (to === null || change < to)) {
        out.push({ unitCode, role: 'worker', ...person(1975, 2001), from, to: change })
        out.push({ unitCode, role: 'worker', ...person(1975, 2001), from: change, to })
      } else out.push({ unitCode, role: 'worker', ...person(1975, 2001), from, to })
    }
  }
  const first = grids.reduce((least, grid) => (grid.validFrom < least ? grid.validFrom : least), today)
  for (const unitCode of communityCodes)
    for (let n = 0; n < 3; n++)
      out.push({ unitCode, role: 'specialist', ...person(1970, 1996), from: first, to: null })
  return out
}
