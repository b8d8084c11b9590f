/** Changes, minutes and signed counts in words. */
import type { Change } from '../../../shared/scenario/changes.ts'
import type { ListedOpening } from '../../../shared/scenario/listOpenings.ts'
import { straightLineMeters } from '../../../shared/geo/straightLine.ts'
import { count } from '../../i18n/format.ts'
import type { Translate } from '../../i18n/i18n.ts'

/** @param streets  that a link joins */
export function changeText(t: Translate, change: Change, streets: readonly string[] = []): string {
  if (change.type === 'closeRoad') return t('street.closed', { name: change.name || t('street.nameless') })
  if (change.type === 'addLink') {
    const { from, to, link } = change
    const meters = Math.round(straightLineMeters(from.lon, from.lat, to.lon, to.lat))
    const text = t(`street.link.${link}`, { meters })
    return streets.length > 0 ? `${text} · ${streets.join(t('circles.listComma'))}` : text
  }
  const name = change.gate.name || t('street.namelessGate')
  if (change.type === 'gateHours') return t('street.gateHours', { name })
  return t(change.type === 'openGate' ? 'street.gateOpened' : 'street.gateClosed', { name })
}

export const plus = (value: number): string => (value > 0 ? `+${count(value)}` : count(value))
/** A minus of its own width. */
export const minus = (value: number): string => (value > 0 ? `−${count(value)}` : count(value))
export const signed = (value: number): string => (value < 0 ? minus(-value) : plus(value))

const sideName = (t: Translate, name: string): string => name || t('street.nameless')
export const openingText = (t: Translate, { barrier, from, to }: ListedOpening): string =>
  from.name === to.name
    ? t('street.wallWithin', { barrier: t(`street.barrier.${barrier}`), name: sideName(t, from.name) })
    : t('street.wallBetween', {
        barrier: t(`street.barrier.${barrier}`),
        from: sideName(t, from.name),
        to: sideName(t, to.name),
      })
