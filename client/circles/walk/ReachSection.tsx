/** Every kind of facility in reach with the minutes to the nearest, and what is missing; a row shows the way there. */
import { useEffect, useMemo, useState } from 'react'
import { count } from '../../i18n/format.ts'
import { useT } from '../../i18n/i18n.ts'
import { facilityKindName } from '../../i18n/vocabulary.ts'
import { useStore } from '../../state/store.ts'
import { FacilityIcon } from '../../ui/FacilityIcon.tsx'
import { Section } from '../../ui/Section.tsx'
import { announce } from '../../ui/announce.ts'
import classes from '../Circles.module.css'
import { HomeReasons } from '../home/HomeReasons.tsx'
import { minutesText } from '../minutesText.ts'
import type { Reached, WalkAnswer } from './protocol.ts'
import { RouteLegs } from './RouteLegs.tsx'
import { call } from './walkEngine.ts'
import { shownRouteStore } from './useWalked.ts'

export function ReachSection({ answer }: { answer: WalkAnswer }) {
  const t = useT()
  const shown = useStore(shownRouteStore)
  const [opened, setOpened] = useState<string | null>(null)
  const { reached, question } = answer
  const kinds = useMemo(() => {
    const byKind = new Map<string, Reached[]>()
    for (const one of reached) byKind.set(one.kind, [...(byKind.get(one.kind) ?? []), one])
    return [...byKind]
  }, [reached])
  const [from] = question.points
  const missing = answer.kindsInUse.filter((kind) => !kinds.some(([one]) => one === kind))
  useEffect(() => () => shownRouteStore.set(null), [question.points])
  const show = async (one: Reached) => {
    if (shown?.to === one.id) return shownRouteStore.set(null)
    const route = await call('route', { question: { ...question, isTowards: false }, to: one }).catch(
      () => null,
    )
    shownRouteStore.set(route && { to: one.id, route })
    if (route) announce(t('circles.routeShown', { name: one.name, minutes: minutesText(route.minutes) }))
  }
  const row = (one: Reached, label: string) => (
    <button
      type="button"
      className={classes.reachRow}
      data-shown={shown?.to === one.id || undefined}
      aria-pressed={shown?.to === one.id}
      onClick={() => void show(one)}
    >
      <span className={classes.name}>{label}</span>
      <span className={classes.number}>
        {t('circles.reachMinutes', { minutes: minutesText(one.minutes) })}
      </span>
    </button>
  )
  return (
    <Section title={t('circles.reach', { kinds: kinds.length })}>
      {kinds.length === 0 && <p className={classes.soft}>{t('circles.reachNone')}</p>}
      <ul className={classes.reach}>
        {kinds.map(([kind, list]) => (
          <li key={kind}>
            <FacilityIcon kind={kind} size={16} />
            <div>
              {row(list[0]!, [facilityKindName(kind), list[0]!.name].filter(Boolean).join(' · '))}
              {list.length > 1 && (
                <button
                  type="button"
                  className={classes.reachMore}
                  aria-expanded={opened === kind}
                  onClick={() => setOpened(opened === kind ? null : kind)}
                >
                  {t('circles.reachMore', { count: count(list.length - 1) })}
                </button>
              )}
              {opened === kind &&
                list
                  .slice(1, 12)
                  .map((one) => <div key={one.id}>{row(one, one.name || facilityKindName(kind))}</div>)}
              {shown && list.some(({ id }) => id === shown.to) && <RouteLegs legs={shown.route.legs} />}
            </div>
          </li>
        ))}
      </ul>
      {missing.length > 0 && (
        <div className={classes.notReached}>
          <h4>{t('circles.reachMissing')}</h4>
          <ul className={classes.reach}>
            {missing.map((kind) => (
              <li key={kind}>
                <FacilityIcon kind={kind} size={16} />
                <div>
                  <button
                    type="button"
                    className={classes.reachRow}
                    aria-expanded={opened === kind}
                    onClick={() => setOpened(opened === kind ? null : kind)}
                  >
                    <span className={classes.name}>{facilityKindName(kind)}</span>
                    <span className={classes.soft}>{t('home.why')}</span>
                  </button>
                  {opened === kind && from && (
                    <HomeReasons
                      home={from}
                      kind={kind}
                      minutes={question.minutes.at(-1) ?? 15}
                      walker={question.walker}
                    />
                  )}
                </div>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Section>
  )
}
