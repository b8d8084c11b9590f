/**
 * How a plan looks, by deck.gl: areas in the colour of their load, borders each once, the picked area's corners, the line
 * being drawn. Areas that change under the pointer are layers of their own, so that a frame costs what it touches.
 */
import { PathLayer, ScatterplotLayer, SolidPolygonLayer } from '@deck.gl/layers'
import type { Position } from 'geojson'
import { type Arc, type AreaKey, OUTSIDE, type Point, UNASSIGNED } from '../../shared/coverage/coverage.ts'
import { STEPS_PER_DEGREE } from '../../shared/geo/quantise.ts'
import { loadClass } from '../../shared/plans/norm.ts'
import type { Plan } from '../../shared/plans/planDocument.ts'
import type { PlanCount } from '../../shared/plans/planFigures.ts'
import type { DeckLayers } from '../map/deckStore.ts'
import { anchorOf } from '../map/slots.ts'
import { cornersOf } from './borderNear.ts'
import { type PlanColours, rgba, type Rgba } from './planColours.ts'
import { type Desk, isDedicated } from './planDesk.ts'
import type { ToolState } from './planTools.ts'

/** Of 255. */
export const FILL_OPACITY = 150
const UNASSIGNED_OPACITY = 60
const UNKNOWN = ' '
const HALO_WIDTH = 7
const SELECTED_WIDTH = 3.5

interface AreaRow {
  polygon: Position[][]
  colour: Rgba
}

const paths = new WeakMap<Arc, [number, number][]>()

function pathOf(arc: Arc): [number, number][] {
  const known = paths.get(arc)
  if (known) return known
  const path: [number, number][] = []
  for (let i = 0; i < arc.line.length; i += 2)
    path.push([arc.line[i]! / STEPS_PER_DEGREE, arc.line[i + 1]! / STEPS_PER_DEGREE])
  paths.set(arc, path)
  return path
}

export const degrees = ([x, y]: Point): [number, number] => [x / STEPS_PER_DEGREE, y / STEPS_PER_DEGREE]

const areas = (id: string, data: readonly AreaRow[]) =>
  new SolidPolygonLayer<AreaRow>({
    id,
    data,
    // Read by the overlay: the layer lies at this place among the map's own.
    beforeId: anchorOf('fill'),
    getPolygon: ({ polygon }) => polygon as [number, number][][],
    getFillColor: ({ colour }) => colour,
    pickable: false,
  } as ConstructorParameters<typeof SolidPolygonLayer<AreaRow>>[0])

const lines = (id: string, data: readonly Arc[], colour: (arc: Arc) => Rgba, width: (arc: Arc) => number) =>
  new PathLayer<Arc>({
    id,
    data,
    beforeId: anchorOf('borders'),
    getPath: pathOf,
    getColor: colour,
    getWidth: width,
    widthUnits: 'pixels',
    jointRounded: true,
    capRounded: true,
    pickable: false,
  } as ConstructorParameters<typeof PathLayer<Arc>>[0])

const dots = (id: string, data: readonly [number, number][], radius: number, fill: Rgba, line: Rgba) =>
  new ScatterplotLayer<[number, number]>({
    id,
    data,
    beforeId: anchorOf('top'),
    getPosition: (point) => point,
    getRadius: radius,
    radiusUnits: 'pixels',
    stroked: true,
    lineWidthUnits: 'pixels',
    getLineWidth: 1.6,
    getFillColor: fill,
    getLineColor: line,
    pickable: false,
  } as ConstructorParameters<typeof ScatterplotLayer<[number, number]>>[0])

function areaRows(
  { shapes, figures }: PlanCount,
  isWanted: (key: AreaKey) => boolean,
  isExempt: (key: AreaKey) => boolean,
  colours: PlanColours,
): AreaRow[] {
  const rows: AreaRow[] = []
  for (const [key, { coordinates }] of shapes) {
    if (!isWanted(key)) continue
    const households = figures.get(key)?.households ?? 0
    const colour =
      key === UNASSIGNED
        ? rgba(colours.unassigned, UNASSIGNED_OPACITY)
        : rgba(isExempt(key) ? colours.dedicated : colours.load[loadClass(households)], FILL_OPACITY)
    for (const polygon of coordinates) rows.push({ polygon, colour })
  }
  return rows
}

const isOf =
  (key: AreaKey) =>
  ({ left, right }: Arc) =>
    left !== right && (left === key || right === key)

/** The layers that stay the same while something is dragged elsewhere. @param moving  areas that are being dragged */
export function restingLayers(
  plan: Plan,
  rested: PlanCount | null,
  dedicated: ReadonlySet<string>,
  moving: ReadonlySet<AreaKey>,
  colours: PlanColours,
): DeckLayers {
  const isStill = (key: AreaKey): boolean => !moving.has(key)
  const { line, width } = looks(plan, colours)
  const isExempt = (key: AreaKey): boolean => isDedicated({ dedicated, work: plan }, key)
  return [
    ...(rested ? [areas('plan:areas', areaRows(rested, isStill, isExempt, colours))] : []),
    lines(
      'plan:borders',
      [...plan.coverage.arcs.values()].filter(({ left, right }) => isStill(left) || isStill(right)),
      line,
      width,
    ),
  ]
}

function looks({ grids }: Plan, colours: PlanColours) {
  const parentOf = (key: AreaKey): string => (key === OUTSIDE ? OUTSIDE : (grids.get(key)?.parent ?? UNKNOWN))
  const isOuter = ({ left, right }: Arc): boolean => {
    const [one, other] = [parentOf(left), parentOf(right)]
    // A grid that is only looked at lies among those of its community.
    return one !== other && (one === OUTSIDE || other === OUTSIDE || (one !== UNKNOWN && other !== UNKNOWN))
  }
  return {
    line: (arc: Arc): Rgba => rgba(isOuter(arc) ? colours.parentBorder : colours.border),
    width: (arc: Arc): number => (isOuter(arc) ? 2.4 : 1.4),
  }
}

/** What changes under the pointer, the picked area and its corners. */
export function movingLayers(
  desk: Desk,
  { selected, corner, tool, sketch }: ToolState,
  colours: PlanColours,
  pointer: Point | null,
): DeckLayers {
  const { coverage, count, dragged } = desk
  const { line, width } = looks(desk.work, colours)
  const picked = selected === null ? [] : [...coverage.arcs.values()].filter(isOf(selected))
  const hasCorners = desk.isEditable && selected !== null && tool === 'move'
  const drawn = sketch.length > 0 && pointer ? [...sketch, pointer] : sketch
  const ring = tool === 'give' && drawn.length > 2 ? [...drawn, drawn[0]!] : drawn
  return [
    ...(dragged && count
      ? [
          areas(
            'plan:moving',
            areaRows(
              count,
              (key) => dragged.has(key),
              (key) => isDedicated(desk, key),
              colours,
            ),
          ),
          lines(
            'plan:movingBorders',
            [...coverage.arcs.values()].filter(({ left, right }) => dragged.has(left) && dragged.has(right)),
            line,
            width,
          ),
        ]
      : []),
    ...(picked.length > 0
      ? [
          lines(
            'plan:halo',
            picked,
            () => rgba(colours.halo),
            () => HALO_WIDTH,
          ),
          lines(
            'plan:picked',
            picked,
            () => rgba(colours.selected),
            () => SELECTED_WIDTH,
          ),
        ]
      : []),
    ...(hasCorners
      ? [
          dots(
            'plan:corners',
            cornersOf(coverage, selected).map(degrees),
            4,
            rgba(colours.corner),
            rgba(colours.selected),
          ),
        ]
      : []),
    ...(corner
      ? [dots('plan:corner', [degrees(corner)], 8, rgba(colours.sketch, 90), rgba(colours.sketch))]
      : []),
    ...(drawn.length > 0
      ? [
          new PathLayer<readonly Point[]>({
            id: 'plan:sketch',
            data: [ring],
            beforeId: anchorOf('top'),
            getPath: (points: readonly Point[]) => points.map(degrees),
            getColor: rgba(colours.sketch),
            getWidth: 2.6,
            widthUnits: 'pixels',
            pickable: false,
          } as ConstructorParameters<typeof PathLayer<readonly Point[]>>[0]),
          dots('plan:sketchPoints', sketch.map(degrees), 4.5, rgba(colours.corner), rgba(colours.sketch)),
        ]
      : []),
  ]
}
