/** What a walking network would be: kilometres by kind, what is left out and why, parts, doors at no street. */
import type { RefObject } from 'react'
import type { DoorsFound, NetworkFound } from '../../shared/domain/networkFound.ts'
import { count, distance } from '../i18n/format.ts'
import { useT, wordFor } from '../i18n/i18n.ts'
import { Section } from '../ui/Section.tsx'
import classes from './Imports.module.css'
import { PlaceTable, type PlaceRow } from './PlaceTable.tsx'

interface Props {
  network: NetworkFound
  scroller: RefObject<HTMLElement | null>
}

const largestFirst = (counts: Record<string, number>): [string, number][] =>
  Object.entries(counts)
    .filter(([, amount]) => amount > 0)
    .sort((a, b) => b[1] - a[1])

export function NetworkSections({ network, scroller }: Props) {
  const t = useT()
  const left = [...largestFirst(network.ignored), ...largestFirst(network.unread)]
  const parts = network.components.map(({ nodes, meters, lon, lat }, index): PlaceRow => ({
    key: String(index),
    lon,
    lat,
    name: index === 0 ? t('network.largestPart') : t('network.part', { nodes: count(nodes) }),
    amount: distance(meters),
  }))
  return (
    <>
      <Section title={t('network.kinds')}>
        <ul className={classes.kinds}>
          {largestFirst(network.metersByKind).map(([kind, meters]) => (
            <li key={kind}>
              {wordFor('circles.way', kind)} <strong>{distance(meters)}</strong>
            </li>
          ))}
          <li>
            {t('network.gates')} <strong>{count(network.gates.all)}</strong>{' '}
            {network.gates.closed > 0 && (
              <span className={classes.soft}>
                {t('network.gatesClosed', { count: network.gates.closed })}
              </span>
            )}
          </li>
          <li>
            {t('network.barriers')} <strong>{count(network.barrierLines)}</strong>
          </li>
        </ul>
      </Section>
      {left.length > 0 && (
        <Section title={t('network.left')}>
          <ul className={classes.kinds}>
            {left.map(([reason, ways]) => (
              <li key={reason}>
                {wordFor('network.left', reason)} <strong>{count(ways)}</strong>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {network.joinedEndCount > 0 && (
        <p className={`${classes.soft} ${classes.choices}`}>
          {t('network.joinedEnds', { count: network.joinedEndCount })}
        </p>
      )}
      {network.nearMissCount > 0 && (
        <p className={`${classes.soft} ${classes.choices}`}>
          {t(network.areNearMissesJoined ? 'network.nearMissesJoined' : 'network.nearMisses', {
            count: network.nearMissCount,
          })}
        </p>
      )}
      <Section title={t('network.parts', { count: count(network.componentCount) })}>
        <p className={classes.soft}>{t('network.partsHint')}</p>
        <PlaceTable
          label={t('network.parts', { count: count(network.componentCount) })}
          amountHead={t('network.length')}
          rows={parts}
          scroller={scroller}
        />
      </Section>
      <Doors title={t('network.homes')} doors={network.homes} scroller={scroller} />
      <Doors title={t('network.facilities')} doors={network.facilities} scroller={scroller} />
    </>
  )
}

interface DoorsProps {
  title: string
  doors: DoorsFound
  scroller: RefObject<HTMLElement | null>
}

function Doors({ title, doors, scroller }: DoorsProps) {
  const t = useT()
  if (doors.all === 0) return null
  const { connected, all, meters, behindBarrier, onIsland, unconnected } = doors
  return (
    <Section title={title}>
      <p>
        {t('network.connected', { connected: count(connected), all: count(all) })}
        {meters &&
          ` ${t('network.doorMeters', { median: distance(meters.median), p95: distance(meters.p95) })}`}
        {behindBarrier > 0 && ` ${t('network.behindBarrier', { count: behindBarrier })}`}
        {onIsland > 0 && ` ${t('network.onIsland', { count: onIsland })}`}
      </p>
      {unconnected.length > 0 && (
        <PlaceTable
          label={t('network.unconnected', { title })}
          amountHead={t('network.toStreet')}
          rows={unconnected.map(({ id, name, lon, lat, meters: far }) => ({
            key: id,
            lon,
            lat,
            name: name || id,
            amount: far === null ? t('network.veryFar') : distance(far),
          }))}
          scroller={scroller}
        />
      )}
    </Section>
  )
}
