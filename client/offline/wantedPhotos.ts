/** Which photos of the tasks are worth keeping for when there is no signal, the most useful first. Pure. */
import type { FieldTask } from '../../shared/issues/fieldWork.ts'
import { photoPath } from '../../shared/issues/photos.ts'

/**
 * Small ones of every task first, in the order of the tasks and the newest of each first; then the same ones large.
 * @param isSparing  the person has told the browser to save data: small ones alone
 * @returns their paths, each once
 */
export function wantedPhotos(tasks: readonly Pick<FieldTask, 'photos'>[], isSparing: boolean): string[] {
  const hashes = [...new Set(tasks.flatMap(({ photos }) => photos.map(({ hash }) => hash).reverse()))]
  const small = hashes.map((hash) => photoPath(hash, 'small'))
  return isSparing ? small : [...small, ...hashes.map((hash) => photoPath(hash))]
}
