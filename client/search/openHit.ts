/** Opens what was found in the panel and brings the map there. */
import type { SearchHit } from '../../shared/domain/place.ts'
import { flyToBox, flyToPoint } from '../map/camera.ts'
import { openSubject } from '../state/addressStore.ts'
import { subject } from '../state/subject.ts'

export function openHit(hit: SearchHit): void {
  openSubject(subject(hit.kind, hit.id))
  if (hit.box) flyToBox(hit.box)
  else if (hit.location) flyToPoint(hit.location)
}
