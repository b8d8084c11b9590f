/**
 * A file read and made into a network, with how doors meet its streets. Pure of the database, so that it runs in a
 * process of its own as well as here.
 */
import { STEPS_PER_DEGREE } from '../../shared/geo/quantise.ts'
import { type Door, type DoorsFound, findDoors } from '../../shared/network/doors.ts'
import { viewNetwork } from '../../shared/network/networkView.ts'
import { PROFILES } from '../../shared/network/profiles.ts'
import { SnapIndex } from '../../shared/network/snapping.ts'
import type { WalkSource } from '../../shared/network/walkSource.ts'
import { type MadeNetwork, makeNetwork } from './makeNetwork.ts'
import { readWalkFile, type WalkFile, type WalkFileOptions } from './readWalkFile.ts'

/** West, south, east, north in degrees. */
export type Box = [number, number, number, number]

export interface NetworkTask extends WalkFileOptions {
  path: string
  /** As the person knows it. */
  file: string
  joinNearMisses: boolean
  homes: readonly Door[]
  facilities: readonly Door[]
}

export interface ReadNetwork extends MadeNetwork, Omit<WalkFile, 'source'> {
  /** Of all places of the file; null without any. */
  box: Box | null
  homes: DoorsFound
  facilities: DoorsFound
}

function boxOf({ lons, lats }: WalkSource): Box | null {
  if (lons.length === 0) return null
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity]
  for (let i = 0; i < lons.length; i++) {
    box[0] = Math.min(box[0], lons[i]!)
    box[1] = Math.min(box[1], lats[i]!)
    box[2] = Math.max(box[2], lons[i]!)
    box[3] = Math.max(box[3], lats[i]!)
  }
  return box.map((steps) => steps / STEPS_PER_DEGREE) as Box
}

/** @throws UnreadableFile; Refusal when there are no lines, or nobody knows where they lie */
export async function readNetwork(task: NetworkTask): Promise<ReadNetwork> {
  const { source, ...found } = await readWalkFile(task.path, task.file, task)
  const { network, ...made } = makeNetwork(source, { joinNearMisses: task.joinNearMisses })
  const index = new SnapIndex(network)
  const view = viewNetwork(network, PROFILES.standard)
  return {
    ...made,
    ...found,
    box: boxOf(source),
    homes: findDoors(index, view, task.homes),
    facilities: findDoors(index, view, task.facilities),
  }
}
