/** What there is to believe the closing by, what is missing, and what deserves a second look. */
import { UnstyledButton } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconEye, type Icon } from '@tabler/icons-react'
import type { Evidence } from '../../shared/issues/evidence.ts'
import type { ClosingSign } from '../../shared/issues/signs.ts'
import { distance, instant } from '../i18n/format.ts'
import { type Translate, useT } from '../i18n/i18n.ts'
import { openIssue } from '../overview/open.ts'
import { Section } from '../ui/Section.tsx'
import classes from './Issues.module.css'

const MARKS: Record<Evidence['state'], Icon> = {
  there: IconCircleCheck,
  missing: IconCircleDashed,
  against: IconAlertTriangle,
}

function evidenceText(t: Translate, one: Evidence): string {
  if (one.kind === 'photo') {
    if (one.state === 'there') return t('evidence.photo.there', { count: one.count })
    return t(one.isRequired ? 'evidence.photo.required' : 'evidence.photo.missing')
  }
  if (one.kind === 'place') {
    if (one.state === 'missing') return t('evidence.place.missing', { within: distance(one.withinMeters) })
    const by = t(one.by === 'photo' ? 'evidence.by.photo' : 'evidence.by.person')
    return t(`evidence.place.${one.state}`, {
      by,
      distance: distance(one.meters ?? 0),
      within: distance(one.withinMeters),
    })
  }
  return t(`evidence.time.${one.state}`, { at: instant(one.takenAt), since: instant(one.since) })
}

type ShownSign = Exclude<ClosingSign, { kind: 'elsewhere' | 'otherTime' }>

/** What speaks against it in the evidence itself stands there already. */
const isShown = (sign: ClosingSign): sign is ShownSign =>
  sign.kind !== 'elsewhere' && sign.kind !== 'otherTime'

function signText(t: Translate, sign: ShownSign): string {
  if (sign.kind === 'again')
    return t('sign.again', { issue: sign.issue, distance: distance(sign.meters), hours: sign.hours })
  const what = t(sign.isSameFile ? 'sign.sameFile' : 'sign.sameLook', { count: sign.count })
  if (sign.isSameIssue) return t('sign.photo.before', { what })
  return sign.issue === null
    ? t('sign.photo.elsewhere', { what })
    : t('sign.photo.issue', { what, issue: sign.issue })
}

interface Props {
  evidence: readonly Evidence[] | null
  signs: readonly ClosingSign[]
}

export function ClosingEvidence({ evidence, signs }: Props) {
  const t = useT()
  const shown = signs.filter(isShown)
  return (
    <>
      {evidence && evidence.length > 0 && (
        <Section title={t('evidence.title')}>
          <ul className={classes.evidence}>
            {evidence.map((one) => {
              const Mark = MARKS[one.state]
              return (
                <li key={one.kind} data-state={one.state}>
                  <Mark size={16} aria-hidden />
                  <span>{evidenceText(t, one)}</span>
                </li>
              )
            })}
          </ul>
        </Section>
      )}
      {shown.length > 0 && (
        <Section title={t('sign.title')}>
          <p className={classes.quiet}>{t('sign.hint')}</p>
          <ul className={classes.evidence}>
            {shown.map((sign, index) => {
              const issue = sign.kind === 'again' || !sign.isSameIssue ? sign.issue : null
              return (
                <li key={index} data-state="against">
                  <IconEye size={16} aria-hidden />
                  <span>
                    {signText(t, sign)}
                    {issue !== null && (
                      <>
                        {' '}
                        <UnstyledButton
                          className={classes.link}
                          aria-label={t('sign.openName', { issue })}
                          onClick={() => openIssue(issue, sign.kind === 'again' ? sign.location : null)}
                        >
                          {t('sign.open')}
                        </UnstyledButton>
                      </>
                    )}
                  </span>
                </li>
              )
            })}
          </ul>
        </Section>
      )}
    </>
  )
}
