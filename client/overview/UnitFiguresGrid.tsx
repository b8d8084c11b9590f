/** People, dwellings and area of a unit. */
import type { UnitPanel } from '../../shared/domain/unit.ts'
import { area, count, share } from '../i18n/format.ts'
import { useT } from '../i18n/i18n.ts'
import { FIGURES } from '../figures.ts'
import { Stat, StatGrid } from '../ui/Stat.tsx'
import { isOpenTo } from './lists/reach.ts'
import { openBuildings, openFacilities, openResidents } from './open.ts'
import panelClasses from './UnitPanel.module.css'

export function UnitFiguresGrid({ panel: { unit, figures, lists } }: { panel: UnitPanel }) {
  const t = useT()
  const density = FIGURES.density.reckon(figures)
  const vacancy = FIGURES.vacancy.reckon(figures)
  return (
    <div className={panelClasses.first}>
      <StatGrid>
        <Stat
          label={t('unit.residents')}
          value={count(figures.residents)}
          note={`${count(figures.households)} ${t('unit.households')}`}
          onOpen={isOpenTo(lists.residents) ? () => openResidents({ unit: unit.code }) : undefined}
        />
        <Stat
          label={t('unit.dwellings')}
          value={count(figures.dwellings)}
          note={
            figures.vacantDwellings === null
              ? undefined
              : vacancy === null
                ? t('unit.vacant', { count: count(figures.vacantDwellings) })
                : t('unit.vacantShare', { count: count(figures.vacantDwellings), share: share(vacancy) })
          }
        />
        <Stat
          label={t('unit.buildings')}
          value={count(figures.buildings)}
          onOpen={() => openBuildings({ unit: unit.code })}
        />
        <Stat
          label={t('unit.facilities')}
          value={count(figures.facilities)}
          onOpen={() => openFacilities({ unit: unit.code })}
        />
        <Stat label={t('unit.area')} value={area(unit.areaSquareMeters)} />
        <Stat label={t('unit.density')} value={count(density)} note={t('figureUnit.density')} />
      </StatGrid>
    </div>
  )
}
