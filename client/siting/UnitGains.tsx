/** Grid by grid: who comes within the minutes, and who stays outside. */
import { useState } from 'react'
import type { TriedSites } from '../../shared/siting/sitingQuestion.ts'
import { useUnits } from '../api/useUnits.ts'
import circleClasses from '../circles/Circles.module.css'
import { count } from '../i18n/format.ts'
import { useT } from '../i18n/i18n.ts'
import { flyToBox } from '../map/camera.ts'
import { Section } from '../ui/Section.tsx'
import classes from './Siting.module.css'

const SHOWN = 8

export function UnitGains({ answer, minutes }: { answer: Pick<TriedSites, 'byUnit'>; minutes: number }) {
  const t = useT()
  const { nodes } = useUnits()
  const [isWhole, setWhole] = useState(false)
  const rows = answer.byUnit.filter(({ gained, outside }) => gained > 0 || outside > 0)
  if (rows.length === 0) return null
  return (
    <Section title={t('siting.byUnit')}>
      <table className={circleClasses.table}>
        <thead>
          <tr>
            <th scope="col" className={classes.unitHead}>
              {t('siting.unit')}
            </th>
            <th scope="col">{t('siting.gained')}</th>
            <th scope="col">{t('siting.stillOutside', { minutes })}</th>
          </tr>
        </thead>
        <tbody>
          {(isWhole ? rows : rows.slice(0, SHOWN)).map(({ code, name, gained, outside }) => (
            <tr key={code}>
              <th scope="row">
                <button
                  type="button"
                  className={classes.unit}
                  onClick={() => {
                    const node = nodes.get(code)
                    if (node) flyToBox(node.box)
                  }}
                >
                  {name}
                </button>
              </th>
              <td>{gained > 0 ? `+${count(gained)}` : '0'}</td>
              <td>{count(outside)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > SHOWN && (
        <button type="button" className={classes.unit} onClick={() => setWhole(!isWhole)}>
          {isWhole ? t('siting.fewerUnits') : t('siting.allUnits', { count: rows.length })}
        </button>
      )}
    </Section>
  )
}
