/** From what a file says to the one file that everybody loads, with the report of it. */
import { type BuildOptions, buildNetwork } from '../../shared/network/buildNetwork.ts'
import { encodeNetwork, networkHash } from '../../shared/network/networkFile.ts'
import type { NetworkReport } from '../../shared/network/report.ts'
import type { WalkNetwork } from '../../shared/network/walkNetwork.ts'
import type { WalkSource } from '../../shared/network/walkSource.ts'

export interface MadeNetwork {
  /** Of the file. */
  hash: string
  file: Uint8Array
  /** Says in `problem` when the network is not to be used. */
  report: NetworkReport
  /** Whom to name beside the map; may be empty. */
  attribution: string
}

export function makeNetwork(
  source: WalkSource,
  options: BuildOptions = {},
): MadeNetwork & { network: WalkNetwork } {
  const { network, report } = buildNetwork(source, options)
  const file = encodeNetwork(network)
  return { hash: networkHash(file), file, report, attribution: network.attribution, network }
}
