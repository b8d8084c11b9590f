/** Throws of whole-file problems, with keys that are checked against the list of messages. */
import type { FileKey } from '../messages.ts'
import { UnreadableFile } from './types.ts'

/** The error to throw for a file that cannot be read as a whole. */
export const unreadable = (
  file: string,
  key: FileKey,
  facts: Record<string, string | number> = {},
  cause?: unknown,
): UnreadableFile => new UnreadableFile(file, key, facts, cause === undefined ? undefined : { cause })

/** One line of an error's own words, for the fact `problem`. */
export const problemOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0]!.slice(0, 200)
