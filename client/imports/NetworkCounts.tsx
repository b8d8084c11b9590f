/** A walking network in four figures, and the rows that cannot be used. */
import type { NetworkFound } from '../../shared/domain/networkFound.ts'
import { count, distance } from '../i18n/format.ts'
import { useT } from '../i18n/i18n.ts'

export function NetworkCounts({ network, faulty }: { network: NetworkFound; faulty: number }) {
  const t = useT()
  const figures = [
    { label: t('network.nodes'), value: count(network.nodes) },
    { label: t('network.edges'), value: count(network.edges) },
    { label: t('network.length'), value: distance(network.meters) },
    { label: t('network.partCount'), value: count(network.componentCount) },
  ]
  return (
    <>
      {figures.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      {faulty > 0 && (
        <div data-faulty>
          <dt>{t('imports.faulty')}</dt>
          <dd>{count(faulty)}</dd>
        </div>
      )}
    </>
  )
}
