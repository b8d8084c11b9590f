/**
 * What reading one file may hold in typed arrays. These lie outside the heap, where no limit of the runtime holds, and
 * a system that is out of memory ends the whole process: so the reader asks before it takes.
 */
import { totalmem } from 'node:os'
import { unreadable } from '../readers/unreadable.ts'

const MEGABYTE = 2 ** 20

/** Half of what this process may use, in megabytes: of the machine, or of its container. */
export function halfOfMemory(): number {
  const constrained = process.constrainedMemory() || Infinity
  return Math.floor(Math.min(totalmem(), constrained) / 2 / MEGABYTE)
}

export class MemoryBudget {
  private taken = 0

  constructor(
    private readonly file: string,
    private readonly megabytes: number = halfOfMemory(),
  ) {}

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
