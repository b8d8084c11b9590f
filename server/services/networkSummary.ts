/** What the page says about the walking network. */
import type { NetworkSummary } from '../../shared/circles/circleInput.ts'
import type { App } from '../app/app.ts'
import { networkInForce } from '../db/networks.ts'

const COMPONENTS_SHOWN = 200

/** @returns null when none was imported */
export async function networkSummary(app: App): Promise<NetworkSummary | null> {
  const stored = await networkInForce(app.db.pool)
  if (!stored) return null
  const { report } = stored
  return {
    hash: stored.hash,
    source: stored.source,
    importedAt: stored.importedAt,
    nodes: report.nodes,
    edges: report.edges,
    meters: Math.round(report.meters),
    gates: report.gates,
    components: report.components
      .slice(0, COMPONENTS_SHOWN)
      .map(({ nodes, meters, lon, lat }) => ({ nodes, meters: Math.round(meters), lon, lat })),
    componentCount: report.components.length,
    ignored: { ...report.ignored },
  }
}
