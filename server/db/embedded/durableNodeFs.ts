/**
 * PGlite's Node file system with a working fsync. As shipped, NODEFS stream operations have none, so PostgreSQL
 * believes that its write-ahead log is on disk when it may still be in the operating system's cache: an
 * acknowledged write could be lost when the power fails. Used together with `durableStartParams`.
 */
import { fsyncSync } from 'node:fs'
import { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'

interface NodeStream {
  nfd?: number
}
interface NodeFileSystem {
  stream_ops: { fsync?: (stream: NodeStream) => number }
}

/** How often the database asked for the disk; read by the test that guards durability. */
export const fsyncCounter = { calls: 0 }

export class DurableNodeFs extends NodeFS {
  override async init(...args: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const result = await super.init(...args)
    const preRun = result.emscriptenOpts.preRun
    const steps = Array.isArray(preRun) ? preRun : preRun ? [preRun] : []
    result.emscriptenOpts.preRun = [
      (module: unknown) => {
        const files = (module as { FS: { filesystems: { NODEFS: NodeFileSystem } } }).FS.filesystems.NODEFS
        files.stream_ops.fsync = (stream) => {
          fsyncCounter.calls++
          if (stream.nfd !== undefined) fsyncSync(stream.nfd)
          return 0
        }
      },
      ...steps,
    ]
    return result
  }
}

/** PGlite's own start parameters less `-F` (which switches fsync off); fdatasync is a no-op there, fsync is not. */
export const durableStartParams = (): string[] => [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  '-c',
  'wal_sync_method=fsync',
]
