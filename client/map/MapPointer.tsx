/** Pointing and picking: a light outline and a tip under the pointer, the panel on a click. */
import type { GeoJSONSource, Map as MapLibreMap, MapMouseEvent } from 'maplibre-gl'
import { useEffect, useRef } from 'react'
import type { IssuePoints } from '../../shared/domain/place.ts'
import { useColouring } from '../colouring/useColouring.ts'
import { useIssuePoints } from '../api/useIssuePoints.ts'
import { useUnits } from '../api/useUnits.ts'
import { openSubject } from '../state/addressStore.ts'
import { subject } from '../state/subject.ts'
import { hoveredBuildingStore, hoveredUnitStore, tipStore } from './hover.ts'
import { ownPointerStore, placeAskedStore } from './askPlace.ts'
import { tipFor } from './tipFor.ts'
import { whatIsAt, type Found } from './whatIsAt.ts'

function openFound(map: MapLibreMap, found: Found, issues: IssuePoints | undefined): void {
  if (found.kind === 'issue') {
    const id = issues?.ids[found.index]
    if (id !== undefined) openSubject(subject('issue', id))
  } else if (found.kind === 'facility') openSubject(subject('facility', found.id))
  else if (found.kind === 'building') openSubject(subject('building', found.code))
  else if (found.kind === 'unit') openSubject(subject('unit', found.code))
  else {
    void map
      .getSource<GeoJSONSource>(found.source)
      ?.getClusterExpansionZoom(found.clusterId)
      .then((zoom) =>
        map.easeTo({ center: found.at, zoom: Math.max(zoom, map.getZoom() + 1) + 0.2, duration: 180 }),
      )
  }
}

export function MapPointer({ map }: { map: MapLibreMap }) {
  const issues = useIssuePoints()
  const { nodes } = useUnits()
  const colouring = useColouring()
  const known = useRef({ issues, nodes, colouring })
  useEffect(() => {
    known.current = { issues, nodes, colouring }
  }, [issues, nodes, colouring])

  useEffect(() => {
    let frame = 0
    const clear = () => {
      cancelAnimationFrame(frame)
      hoveredUnitStore.set(null)
      hoveredBuildingStore.set(null)
      tipStore.set(null)
    }
    const look = (event: MapMouseEvent) => {
      // While something is dragged nothing else is pointed at.
      if (map.isMoving() || event.originalEvent.buttons !== 0) return clear()
      const found = whatIsAt(map, event.point)
      hoveredUnitStore.set(found?.kind === 'unit' ? found.code : null)
      hoveredBuildingStore.set(found?.kind === 'building' ? found.code : null)
      map.getCanvas().style.cursor = placeAskedStore.get() ? 'crosshair' : found ? 'pointer' : ''
      const tip = found && tipFor(found, known.current)
      tipStore.set(tip ? { ...tip, x: event.point.x, y: event.point.y } : null)
    }
    const onMove = (event: MapMouseEvent) => {
      cancelAnimationFrame(frame)
      if (!ownPointerStore.get()) frame = requestAnimationFrame(() => look(event))
    }
    const onClick = (event: MapMouseEvent) => {
      if (ownPointerStore.get()) return
      const give = placeAskedStore.get()
      // Before it knows where the street is the map shows the sea off Africa: that is nobody's place.
      const { lng, lat } = map.getCenter()
      if (give && lng === 0 && lat === 0) return
      // The second half of a double click is no second place.
      if (give && event.originalEvent.detail > 1) return
      if (give) return give([event.lngLat.lng, event.lngLat.lat], whatIsAt(map, event.point))
      const found = whatIsAt(map, event.point)
      if (found) openFound(map, found, known.current.issues)
    }
    map.on('mousemove', onMove)
    map.on('mouseout', clear)
    map.on('movestart', clear)
    map.on('click', onClick)
    return () => {
      clear()
      map.off('mousemove', onMove)
      map.off('mouseout', clear)
      map.off('movestart', clear)
      map.off('click', onClick)
    }
  }, [map])
  return null
}
