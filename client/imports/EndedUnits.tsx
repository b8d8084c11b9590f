/** Which units, or shifts of a roster, end because the file does not have them: told one by one before it is done. */
import type { ImportReport } from '../../shared/domain/importing.ts'
import { count } from '../i18n/format.ts'
import { useT } from '../i18n/i18n.ts'
import { Section } from '../ui/Section.tsx'
import classes from './Imports.module.css'

export function EndedUnits({ report }: { report: ImportReport }) {
  const t = useT()
  const more = report.ended - report.endedUnits.length
  return (
    <Section
      title={t(report.as === 'roster' ? 'imports.endedShifts' : 'imports.endedTitle', {
        count: report.ended,
      })}
    >
      <ul className={classes.ended}>
        {report.endedUnits.map(({ code, name }) => (
          <li key={`${code} ${name}`}>
            {name} <span className={classes.soft}>{code}</span>
          </li>
        ))}
      </ul>
      {more > 0 && <p className={classes.soft}>{t('imports.endedMore', { count: count(more) })}</p>}
    </Section>
  )
}
