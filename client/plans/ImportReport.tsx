/** What was found in the file that a plan began from: by kind, and each place, which can be decided otherwise. */
import { Button } from '@mantine/core'
import { useState } from 'react'
import type { AreaKey } from '../../shared/coverage/coverage.ts'
import {
  IMPORT_FINDINGS,
  type ImportFinding,
  type ImportReport as Report,
  MOST_FINDINGS,
} from '../../shared/plans/importFinding.ts'
import { area, count } from '../i18n/format.ts'
import { useT } from '../i18n/i18n.ts'
import { flyToPoint } from '../map/camera.ts'
import { Section } from '../ui/Section.tsx'
import { ownersNow } from './foundGround.ts'
import classes from './ImportReport.module.css'
import type { Desk } from './planDesk.ts'
import plans from './Plans.module.css'
import { giveFound } from './planTools.ts'

const SEEN_ZOOM = 18.5

interface Props {
  report: Report
  desk: Desk
}

export function ImportReport({ report, desk }: Props) {
  const t = useT()
  const [open, setOpen] = useState<ImportFinding['kind'] | null>(null)
  const kinds = IMPORT_FINDINGS.filter((kind) => report.counts[kind])
  return (
    <Section title={t('planImport.report')}>
      <p className={plans.soft}>
        {t('planImport.reportLine', {
          file: report.file,
          areas: count(report.areas),
          gap: report.gapMeters,
        })}
      </p>
      {kinds.length === 0 && <p className={plans.soft}>{t('planImport.clean')}</p>}
      <ul className={classes.kinds}>
        {kinds.map((kind) => {
          const { count: number, squareMeters } = report.counts[kind]!
          const isOpen = open === kind
          return (
            <li key={kind}>
              <div className={classes.head}>
                <div>
                  <strong>{t(`planImport.kind.${kind}`)}</strong>{' '}
                  <span className={classes.number}>
                    {squareMeters >= 0.5
                      ? t('planImport.countArea', { count: count(number), area: area(squareMeters) })
                      : t('planImport.count', { count: count(number) })}
                  </span>
                </div>
                <Button
                  variant="subtle"
                  size="compact-sm"
                  aria-expanded={isOpen}
                  aria-label={`${t(`planImport.kind.${kind}`)}: ${t(isOpen ? 'planImport.hide' : 'planImport.show')}`}
                  onClick={() => setOpen(isOpen ? null : kind)}
                >
                  {t(isOpen ? 'planImport.hide' : 'planImport.show')}
                </Button>
              </div>
              <p className={plans.soft}>{t(`planImport.did.${kind}`)}</p>
              {isOpen && <Places kind={kind} report={report} desk={desk} />}
            </li>
          )
        })}
      </ul>
    </Section>
  )
}

function Places({ kind, report, desk }: Props & { kind: ImportFinding['kind'] }) {
  const t = useT()
  const own = report.findings.filter((finding) => finding.kind === kind)
  const owners = ownersNow(desk.coverage, own)
  const total = report.counts[kind]!.count
  return (
    <>
      <ol className={classes.places}>
        {own.map((finding, i) => (
          <Place key={i} finding={finding} now={owners[i]!} desk={desk} />
        ))}
      </ol>
      {own.length < total && (
        <p className={plans.soft}>{t('planImport.most', { count: Math.min(own.length, MOST_FINDINGS) })}</p>
      )}
    </>
  )
}

function Place({ finding, now, desk }: { finding: ImportFinding; now: AreaKey | null; desk: Desk }) {
  const t = useT()
  const { areas, at, squareMeters, others, shape, givenTo } = finding
  const nameOf = (key: string): string => desk.work.grids.get(key)?.name ?? key
  const could = [...new Set([...(givenTo === null ? [] : [givenTo]), ...others])].filter(
    (key) => key !== now && desk.work.grids.has(key),
  )
  const canGive = desk.isEditable && shape !== null
  return (
    <li>
      <div>
        {areas.join(' / ')}
        {squareMeters > 0 && <span className={classes.number}> {area(squareMeters)}</span>}
        {shape !== null && (
          <small className={plans.aside}>
            {now === null ? t('planImport.nobody') : t('planImport.has', { name: nameOf(now) })}
          </small>
        )}
      </div>
      <div className={classes.does}>
        {at !== null && (
          <Button variant="default" size="compact-sm" onClick={() => flyToPoint(at, SEEN_ZOOM)}>
            {t('planImport.see')}
          </Button>
        )}
        {canGive &&
          could.map((key) => (
            <Button
              key={key}
              variant="default"
              size="compact-sm"
              onClick={() => giveFound({ ...finding, givenTo: now }, key)}
            >
              {t('planImport.giveTo', { name: nameOf(key) })}
            </Button>
          ))}
      </div>
    </li>
  )
}
