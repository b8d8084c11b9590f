/** Blocks and the street of a cut as they are drawn: thin outlines everywhere, what is in hand filled. */
import { PathLayer, SolidPolygonLayer } from '@deck.gl/layers'
import type { MultiPolygon, Position } from 'geojson'
import type { Point } from '../../../shared/coverage/coverage.ts'
import { STEPS_PER_DEGREE } from '../../../shared/geo/quantise.ts'
import type { DeckLayers } from '../../map/deckStore.ts'
import { anchorOf, type Slot } from '../../map/slots.ts'
import { type PlanColours, rgba, type Rgba } from '../planColours.ts'
import type { BlockSet, BlockState } from './blockStore.ts'
import type { CutShown } from './streetTool.ts'

/** Of 255. */
const IN_HAND_OPACITY = 95
const HOVERED_OPACITY = 55
const OUTLINE_OPACITY = 120

type Line = [number, number][]

const paths = (id: string, slot: Slot, data: readonly Line[], colour: Rgba, width: number) =>
  new PathLayer<Line>({
    id,
    data,
    beforeId: anchorOf(slot),
    getPath: (line) => line,
    getColor: colour,
    getWidth: width,
    widthUnits: 'pixels',
    jointRounded: true,
    capRounded: true,
    pickable: false,
  } as ConstructorParameters<typeof PathLayer<Line>>[0])

const fills = (id: string, data: readonly Position[][][], colour: Rgba) =>
  new SolidPolygonLayer<Position[][]>({
    id,
    data,
    beforeId: anchorOf('areas'),
    getPolygon: (polygon) => polygon as [number, number][][],
    getFillColor: colour,
    pickable: false,
  } as ConstructorParameters<typeof SolidPolygonLayer<Position[][]>>[0])

const ringsOf = (shapes: readonly MultiPolygon[]): Line[] =>
  shapes.flatMap(({ coordinates }) => coordinates.flat() as Line[])

const outlines = new WeakMap<BlockSet, Line[]>()
function outlinesOf(set: BlockSet): Line[] {
  const known = outlines.get(set) ?? ringsOf(set.shapes)
  outlines.set(set, known)
  return known
}

export function blockLayers({ set, hovered, picked, swept }: BlockState, colours: PlanColours): DeckLayers {
  if (!set) return []
  const inHand = [...new Set([...(swept ?? []), ...(picked === null ? [] : [picked])])]
  const shapesOf = (blocks: readonly number[]): MultiPolygon[] => blocks.map((block) => set.shapes[block]!)
  const polygons = (blocks: readonly number[]): Position[][][] =>
    shapesOf(blocks).flatMap(({ coordinates }) => coordinates)
  const pointed = hovered === null || inHand.includes(hovered) ? [] : [hovered]
  return [
    paths('plan:blocks', 'borders', outlinesOf(set), rgba(colours.border, OUTLINE_OPACITY), 0.8),
    ...(pointed.length > 0
      ? [
          fills('plan:blockUnder', polygons(pointed), rgba(colours.sketch, HOVERED_OPACITY)),
          paths('plan:blockUnderLine', 'top', ringsOf(shapesOf(pointed)), rgba(colours.sketch), 1.4),
        ]
      : []),
    ...(inHand.length > 0
      ? [
          fills('plan:blocksInHand', polygons(inHand), rgba(colours.sketch, IN_HAND_OPACITY)),
          paths('plan:blocksInHandLine', 'top', ringsOf(shapesOf(inHand)), rgba(colours.sketch), 2.4),
        ]
      : []),
  ]
}

const degrees = ([x, y]: Point): [number, number] => [x / STEPS_PER_DEGREE, y / STEPS_PER_DEGREE]

export function cutLayers(cut: CutShown | null, colours: PlanColours): DeckLayers {
  if (!cut) return []
  const line = [cut.line.map(degrees)]
  return [
    paths('plan:cutHalo', 'top', line, rgba(colours.halo), 9),
    paths('plan:cut', 'top', line, rgba(colours.sketch), 4.5),
  ]
}
