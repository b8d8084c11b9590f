/** Why a home is inside or outside of the reach of a kind: the minutes, the reasons, the way stretch by stretch. */
import { useEffect } from 'react'
import type { ProfileKey } from '../../../shared/network/profiles.ts'
import { useT } from '../../i18n/i18n.ts'
import { facilityKindName } from '../../i18n/vocabulary.ts'
import { Failed } from '../../ui/Failed.tsx'
import { SkeletonLines } from '../../ui/SkeletonLines.tsx'
import classes from '../Circles.module.css'
import { minutesText } from '../minutesText.ts'
import type { HomeAnswer } from '../walk/protocol.ts'
import { RouteLegs } from '../walk/RouteLegs.tsx'
import { useWalkCall } from '../walk/useWalkCall.ts'
import { homeRouteStore } from './homeRoute.ts'

interface Props {
  home: { lon: number; lat: number }
  kind: string
  minutes: number
  walker: ProfileKey
}

export function HomeReasons({ home, kind, minutes, walker }: Props) {
  const t = useT()
  const { answer, error, retry } = useWalkCall('home', { home, kind, minutes, walker })
  const line = answer?.route?.line
  useEffect(() => {
    homeRouteStore.set(line ?? null)
    return () => homeRouteStore.set(null)
  }, [line])
  if (error) return <Failed error={error} onRetry={() => void retry()} />
  if (!answer) return <SkeletonLines rows={3} />
  return (
    <div className={classes.reasons} aria-live="polite">
      {answer.facility && answer.minutes !== null && (
        <p data-outside={!answer.isInside || undefined}>
          {t(answer.isInside ? 'home.inside' : 'home.outside', {
            minutes: minutesText(answer.minutes),
            name: answer.facility.name || facilityKindName(kind),
            limit: minutes,
          })}
        </p>
      )}
      {answer.reasons.length > 0 && (
        <ul>
          {answer.reasons.map((reason) => (
            <li key={reason.why}>
              <Reason reason={reason} kind={kind} />
            </li>
          ))}
        </ul>
      )}
      {answer.route && <RouteLegs legs={answer.route.legs} />}
    </div>
  )
}

function Reason({ reason, kind }: { reason: HomeAnswer['reasons'][number]; kind: string }) {
  const t = useT()
  switch (reason.why) {
    case 'noStreet':
    case 'noWay':
      return t(`home.${reason.why}`)
    case 'noFacility':
      return t('home.noFacility', { kind: facilityKindName(kind) })
    case 'detour':
      return t('home.detour', {
        minutes: minutesText(reason.straightMinutes),
        ratio: reason.ratio.toFixed(1),
      })
    case 'gates':
      return t('home.gates', {
        gates: reason.gates.map((name) => name || t('circles.way.gate')).join(t('circles.listComma')),
        minutes: minutesText(reason.minutes),
      })
    default:
      return t(`home.${reason.why}`, { minutes: minutesText(reason.minutes) })
  }
}
