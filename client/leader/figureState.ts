/**
 * What the leader's figures show, kept in the address as `figures.*`. Pure: parameters to state; what cannot be read
 * falls back to the default.
 */
import { FIGURE_ORDERS, type FigureOrder } from '../../shared/issues/compareFigures.ts'
import {
  DayRange,
  FIGURE_GROUPS,
  FIGURE_KEYS,
  type FigureGroup,
  type FigureKey,
  type FiguresInput,
  type Span,
  SPANS,
} from '../../shared/issues/figures.ts'
import { addressStore, navigate } from '../state/addressStore.ts'

export const VIEWS = ['rates', 'spots', 'replay', 'load', 'accuracy'] as const
export type FigureView = (typeof VIEWS)[number]

export interface FigureState {
  view: FigureView
  span: Span | DayRange
  by: FigureGroup
  /** Only of this unit. */
  unit: string | undefined
  /** The figure that sorts, colours and shows its trend. */
  figure: FigureKey
  order: FigureOrder
  isReversed: boolean
  /** Without what a checker found unreasonable. */
  isReasonableOnly: boolean
  /** Of the hot spots: issues of this class alone. */
  issueClass: string | undefined
}

type Own = Readonly<Record<string, string>>

const oneOf = <T extends string>(all: readonly T[], text: string | undefined, fallback: T): T =>
  all.find((one) => one === text) ?? fallback

function spanOf(text: string | undefined): FigureState['span'] {
  const [from, to] = (text ?? '').split('_')
  const range = DayRange.safeParse({ from, to })
  return range.success ? range.data : oneOf(SPANS, text, 'week')
}

export const spanText = (span: FigureState['span']): string =>
  typeof span === 'string' ? span : `${span.from}_${span.to}`

export const figureStateOf = (own: Own): FigureState => ({
  view: oneOf(VIEWS, own['figures.view'], 'rates'),
  span: spanOf(own['figures.span']),
  by: oneOf(FIGURE_GROUPS, own['figures.by'], 'community'),
  unit: own['figures.unit'] || undefined,
  figure: oneOf(FIGURE_KEYS, own['figures.figure'], 'inTime'),
  order: oneOf(FIGURE_ORDERS, own['figures.order'], 'change'),
  isReversed: own['figures.way'] === 'up',
  isReasonableOnly: own['figures.reasonable'] === 'only',
  issueClass: own['figures.class'] || undefined,
})

export const questionOf = (
  { span, by, unit, isReasonableOnly }: FigureState,
  at: string | undefined,
): FiguresInput => ({
  span,
  by,
  unit,
  isReasonableOnly,
  at,
})

/** Parameters that are set; undefined takes one away. */
type Change = Partial<
  Record<
    'view' | 'span' | 'by' | 'unit' | 'figure' | 'order' | 'way' | 'class' | 'reasonable' | 'day' | 'load',
    string | undefined
  >
>

export function changeFigures(change: Change, how: 'push' | 'replace' = 'push'): void {
  const changed = Object.entries(change).map(([key, value]) => [`figures.${key}`, value] as const)
  const own: Record<string, string | undefined> = {
    ...addressStore.get().own,
    ...Object.fromEntries(changed),
  }
  const set = Object.entries(own).filter((entry): entry is [string, string] => entry[1] !== undefined)
  navigate({ own: Object.fromEntries(set) }, how)
}
