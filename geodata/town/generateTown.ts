/**
 * Makes the demo town: everything in it is invented and follows from seed, size and day alone. Residents and issues
 * are many and come as generators, each call the same again.
 */
import { addressBuildings } from './addresses.ts'
import { assignPeople } from './assignments.ts'
import { drawBasemap } from './basemap.ts'
import { construct } from './construct.ts'
import { divide } from './division.ts'
import { placeFacilities } from './facilities.ts'
import { generateResidents, leaveVacant } from './households.ts'
import { issueHistories } from './issueHistories.ts'
import { generateIssues } from './issues.ts'
import { drawAdded, layNetwork } from './network.ts'
import { banksOf, drawRoads } from './roads.ts'
import { rngOf } from './rng.ts'
import { makeRoster } from './roster.ts'
import { planTown } from './townPlan.ts'
import type { Town, TownBuilding, TownOptions } from './types.ts'
import { nameUnits } from './units.ts'

export function generateTown(options: TownOptions): Town {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(options.today))
    throw new RangeError(`today: found "${options.today}", expected YYYY-MM-DD`)
  const rng = rngOf(options.seed, options.size)
  const plan = planTown(options.size, rng.fork('plan'))
  const division = divide(plan, rng.fork('division'))
  const draft = construct(division, rng.fork('construct'))
  const placed = addressBuildings(division, draft.buildings, rng.fork('addresses'))
  leaveVacant(placed, rng.fork('vacant'))
  const units = nameUnits(division, options.today)
  const banks = banksOf(plan)
  const network = layNetwork(division, draft, drawRoads(division, banks), banks, rng.fork('network'))
  const assignments = assignPeople(units, options.today, rng.fork('assignments'))
  return {
    options,
    units: units.units,
    assignments,
    roster: makeRoster(assignments, options.today, rng.fork('roster')),
    buildings: placed.map(
      ({ draft: _draft, roadAddress: _roadAddress, ...building }): TownBuilding => building,
    ),
    residents: () => generateResidents(placed, options.today, rng.fork('residents')),
    facilities: placeFacilities(division, placed, options.today, rng.fork('facilities')),
    issues: () => generateIssues(division, placed, options.today, rng.fork('issues')),
    histories: (issues) => issueHistories(issues, options.today, rng.fork('histories')),
    basemap: [...drawBasemap(division, draft, banks, rng.fork('basemap')), ...drawAdded(network.added)],
    network: network.source,
  }
}
