/** The page that is built now: where it lies, its bytes, and which version it is. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const CLIENT_DIRECTORY = fileURLToPath(new URL('../../dist/client/', import.meta.url))

/** The file's bytes; undefined when there is none. */
export const contentOf = (file: string): Promise<Buffer | undefined> =>
  readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'EISDIR' || error.code === 'ENOTDIR') return undefined
    throw error
  })

/** The page names its files by their content: another page is another version. */
export const versionOfPage = (index: Buffer): string =>
  createHash('sha256').update(index).digest('base64url').slice(0, 16)

/** Of the page that is served now; '' where none is built. */
export async function builtPageVersion(directory = CLIENT_DIRECTORY): Promise<string> {
  const index = await contentOf(join(directory, 'index.html'))
  return index === undefined ? '' : versionOfPage(index)
}
