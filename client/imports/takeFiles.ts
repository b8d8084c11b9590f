/** What happens with files that were dropped or picked: points may only be wanted for circles, the rest is imported. */
import type { ServicePoint } from '../../shared/domain/serviceRadius.ts'
import { droppedPointsStore, MOST_BYTES, pointsOfGeoJson } from '../circles/droppedPoints.ts'
import { translate } from '../i18n/i18n.ts'
import { navigate, openPlace } from '../state/addressStore.ts'
import { createStore } from '../state/store.ts'
import { toastDone } from '../ui/toast.ts'
import type { ImportReach } from './importReach.ts'
import { upload } from './upload.ts'

/** Points that wait for an answer to what they are for. */
export const offeredPointsStore = createStore<{ files: readonly File[]; points: ServicePoint[] } | null>(null)

async function pointsIn(files: readonly File[]): Promise<ServicePoint[] | null> {
  const [file] = files
  if (files.length !== 1 || !file || file.size > MOST_BYTES || !/\.(geo)?json$/i.test(file.name)) return null
  return pointsOfGeoJson(await file.text())
}

export function drawAsServicePoints(file: string, points: readonly ServicePoint[]): void {
  droppedPointsStore.set({ file, points })
  offeredPointsStore.set(null)
  navigate({ place: 'circles', subject: null, trail: [], own: { 'circles.dropped': '1' } })
}

export function importFiles(files: readonly File[]): void {
  offeredPointsStore.set(null)
  upload(files, '/upload')
}

export async function takeFiles(files: readonly File[], reach: ImportReach): Promise<void> {
  if (files.length === 0) return
  const points = await pointsIn(files)
  if (points && files[0] && reach !== 'all') {
    drawAsServicePoints(files[0].name, points)
    return
  }
  if (reach === 'none') {
    toastDone(translate('imports.dropRefused'))
    return
  }
  openPlace('imports')
  if (points) offeredPointsStore.set({ files, points })
  else if (reach === 'roster') upload(files, '/upload/roster')
  else importFiles(files)
}
