/** Who looks after the unit. */
import type { Assignment } from '../../shared/domain/unit.ts'
import { useT } from '../i18n/i18n.ts'
import { Section } from '../ui/Section.tsx'
import classes from './UnitPanel.module.css'

export function Assignments({ rows }: { rows: readonly Assignment[] }) {
  const t = useT()
  return (
    <Section title={t('unit.lookedAfterBy')}>
      {rows.length === 0 ? (
        <p className={classes.soft}>{t('unit.nobody')}</p>
      ) : (
        <dl className={classes.facts}>
          {rows.map((row) => (
            <div key={`${row.role}:${row.personName}:${row.from}`} style={{ display: 'contents' }}>
              <dt>{t(`assignment.${row.role}`)}</dt>
              <dd>
                {row.personName} <span className={classes.soft}>{row.phoneMasked}</span>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Section>
  )
}
