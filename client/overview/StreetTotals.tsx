/** The whole area in six numbers, each with its list behind it. */
import { useUnits } from '../api/useUnits.ts'
import { useMe } from '../api/useMe.ts'
import type { UnitFigures } from '../../shared/domain/unit.ts'
import { count } from '../i18n/format.ts'
import { useT } from '../i18n/i18n.ts'
import { Section } from '../ui/Section.tsx'
import { Stat, StatGrid } from '../ui/Stat.tsx'
import { ListsNote } from './ListsNote.tsx'
import { isOpenTo } from './lists/reach.ts'
import { openBuildings, openFacilities, openIssues, openResidents } from './open.ts'
import { useStreetName } from '../frame/useStreetName.ts'

type Countable = {
  [K in keyof UnitFigures]: UnitFigures[K] extends number | null ? K : never
}[keyof UnitFigures]

/** null when no part is known. */
export function sumOf(rows: readonly UnitFigures[], key: Countable): number | null {
  const known = rows.map((row) => row[key]).filter((value): value is number => value !== null)
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0)
}

export function StreetTotals() {
  const t = useT()
  const { nodes, figures } = useUnits()
  const name = useStreetName()
  const lists = useMe().me?.lists
  const mayListResidents = isOpenTo(lists?.residents)
  const mayListIssues = isOpenTo(lists?.issues)
  const tops = [...nodes.values()]
    .filter((node) => node.parent === null || !nodes.has(node.parent))
    .flatMap((node) => figures.get(node.code) ?? [])
  const late = sumOf(tops, 'lateIssues') ?? 0
  return (
    <Section title={name ?? t('overview.title')}>
      <StatGrid>
        <Stat
          label={t('unit.residents')}
          value={count(sumOf(tops, 'residents'))}
          note={`${count(sumOf(tops, 'households'))} ${t('unit.households')}`}
          onOpen={mayListResidents ? () => openResidents({}) : undefined}
        />
        <Stat
          label={t('unit.buildings')}
          value={count(sumOf(tops, 'buildings'))}
          onOpen={() => openBuildings({})}
        />
        <Stat
          label={t('unit.facilities')}
          value={count(sumOf(tops, 'facilities'))}
          onOpen={() => openFacilities({})}
        />
        <Stat
          label={t('ageGroup.over64')}
          value={count(sumOf(tops, 'over64'))}
          onOpen={mayListResidents ? () => openResidents({ ageGroup: 'over64' }) : undefined}
        />
        <Stat
          label={t('unit.openIssues')}
          value={count(sumOf(tops, 'openIssues'))}
          onOpen={mayListIssues ? () => openIssues({ state: 'open' }) : undefined}
        />
        <Stat
          label={t('figure.lateIssues')}
          value={count(late)}
          onOpen={mayListIssues ? () => openIssues({ state: 'open', isLate: 'true' }) : undefined}
        />
      </StatGrid>
      {lists && <ListsNote lists={lists} />}
    </Section>
  )
}
