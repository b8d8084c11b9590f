/**
 * What reading one file may hold. Typed arrays lie outside the heap, where no limit of the runtime holds, and a system
 * that is out of memory ends the whole process; tags lie in the heap, and a full heap ends it too. So the reader asks
 * before it takes.
 */
import { totalmem } from 'node:os'
import { getHeapStatistics } from 'node:v8'
import type { OsmTags } from './elements.ts'
import { unreadable } from '../readers/unreadable.ts'

const MEGABYTE = 2 ** 20

/** Half of what this process may use, in megabytes: of the machine, or of its container. */
export function halfOfMemory(): number {
  const constrained = process.constrainedMemory() || Infinity
  return Math.floor(Math.min(totalmem(), constrained) / 2 / MEGABYTE)
}

const halfOfHeap = (): number => Math.floor(getHeapStatistics().heap_size_limit / 2 / MEGABYTE)

/** Rough sizes in the heap: of an element that is kept, and of each of its tags. */
const ELEMENT_BYTES = 160
const TAG_BYTES = 64

export class MemoryBudget {
  private taken = 0
  private heapTaken = 0

  constructor(
    private readonly file: string,
    private readonly megabytes: number = halfOfMemory(),
    private readonly heapMegabytes: number = halfOfHeap(),
  ) {}

  /** For an element that is kept with its tags. @throws UnreadableFile `file.needsMemory`, as `take` does */
  takeTagged(tags: OsmTags): void {
    this.heapTaken += ELEMENT_BYTES + TAG_BYTES * Object.keys(tags).length
    if (this.heapTaken > this.heapMegabytes * MEGABYTE)
      throw unreadable(this.file, 'file.needsMemory', { megabytes: this.heapMegabytes })
  }

  /** @throws UnreadableFile `file.needsMemory` when the file would hold more than the budget */
  take(bytes: number): void {
    this.taken += bytes
    if (this.taken > this.megabytes * MEGABYTE)
      throw unreadable(this.file, 'file.needsMemory', { megabytes: this.megabytes })
  }

  giveBack(bytes: number): void {
    this.taken -= bytes
  }
}
