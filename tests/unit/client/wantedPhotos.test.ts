import { describe, expect, it } from 'vitest'
import { wantedPhotos } from '../../../client/offline/wantedPhotos.ts'
import type { IssuePhoto } from '../../../shared/issues/photos.ts'

const task = (...hashes: string[]) => ({
  photos: hashes.map((hash): IssuePhoto => ({
    hash,
    event: '1',
    width: 1,
    height: 1,
    takenAt: null,
    place: null,
  })),
})

describe('photos kept for when there is no signal', () => {
  it('are small first, the newest of each task first, each once', () => {
    expect(wantedPhotos([task('a', 'b'), task('b', 'c')], false)).toEqual([
      '/photos/b?size=small',
      '/photos/a?size=small',
      '/photos/c?size=small',
      '/photos/b',
      '/photos/a',
      '/photos/c',
    ])
  })

  it('are small alone where data is to be saved', () => {
    expect(wantedPhotos([task('a')], true)).toEqual(['/photos/a?size=small'])
    expect(wantedPhotos([task()], false)).toEqual([])
  })
})
