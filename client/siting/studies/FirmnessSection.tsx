/** How firm the choice is under other assumptions, and what lies between mean and furthest walk. Begun by a press. */
import { Button, Progress } from '@mantine/core'
import type { SitingSite } from '../../../shared/siting/sitingQuestion.ts'
import circles from '../../circles/Circles.module.css'
import { share } from '../../i18n/format.ts'
import { useT } from '../../i18n/i18n.ts'
import { Section } from '../../ui/Section.tsx'
import type { Firmness } from '../protocol.ts'
import { leaveFirmness, tryFirmness } from '../sitingEngine.ts'
import classes from './Studies.module.css'
import { TradeChart } from './TradeChart.tsx'

interface Props {
  firmness: Firmness | null
  sites: readonly SitingSite[]
}

export function FirmnessSection({ firmness, sites }: Props) {
  const t = useT()
  const { stability = null, trade = [], isWorking = false } = firmness ?? {}
  return (
    <Section title={t('study.firm')}>
      <p className={classes.soft}>{t('study.firmHint')}</p>
      <div className={classes.actions}>
        {isWorking ? (
          <Button size="compact-sm" variant="default" onClick={leaveFirmness}>
            {t('study.firmStop')}
          </Button>
        ) : (
          <Button size="compact-sm" variant="default" onClick={() => tryFirmness(sites)}>
            {t('study.firmDo')}
          </Button>
        )}
        {stability && (
          <span className={classes.soft} role="status">
            {t('study.firmOf', { done: stability.done, of: stability.of })}
          </span>
        )}
      </div>
      {isWorking && (
        <Progress
          value={stability ? (100 * stability.done) / stability.of : 0}
          aria-label={t('study.firm')}
        />
      )}
      {stability && stability.done > 0 && (
        <>
          <ul className={classes.list} data-firm>
            {sites.map((site, at) => (
              <li key={`${String(site.lon)} ${String(site.lat)}`}>
                {t('study.firmSite', {
                  place: site.street === '' ? t('siting.unnamed', { number: at + 1 }) : site.street,
                  share: share((stability.kept[at] ?? 0) / stability.done),
                })}
              </li>
            ))}
          </ul>
          <details className={classes.disclosure}>
            <summary>{t('study.firmCases')}</summary>
            <table className={circles.table}>
              <tbody>
                {stability.cases.map(({ key, kept }, at) => (
                  <tr key={at}>
                    <th scope="row">{t(`study.case.${key}`)}</th>
                    <td>{t('study.caseKept', { kept: kept ?? 0, of: sites.length })}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </details>
        </>
      )}
      {trade.length > 0 && <TradeChart trade={trade} />}
    </Section>
  )
}
