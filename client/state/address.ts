/**
 * The address bar holds everything a link must carry: place, view, layers, colouring, selection, date, language.
 * Pure: text to state and back. What is at its default is left out; what cannot be read falls back to the default.
 */
import { UNIT_LEVELS, type UnitLevel } from '../../shared/domain/levels.ts'
import { isDay } from '../../shared/domain/dates.ts'
import { BREAK_METHODS, type BreakMethod } from '../../shared/domain/classBreaks.ts'
import { FIGURE_IDS, type FigureId } from '../figures.ts'
import { formatSubject, parseSubject, type Subject } from './subject.ts'

export const LANGUAGES = ['zh-CN', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

/** What can be switched on and off on the map, beside the colouring. */
export const MAP_TOGGLES = ['facilities', 'issues', 'buildings', 'labels'] as const
export type MapToggle = (typeof MAP_TOGGLES)[number]

export interface View {
  zoom: number
  lat: number
  lon: number
}

export interface Address {
  place: string
  view: View | null
  shown: readonly MapToggle[]
  colour: FigureId | 'none'
  level: 'auto' | UnitLevel
  breaks: BreakMethod
  classes: number
  subject: Subject | null
  /** The day things are seen as of; null is today. */
  at: string | null
  language: Language
  /** Parameters of places, named `place.parameter`; kept as they are. */
  own: Readonly<Record<string, string>>
}

export const DEFAULT_ADDRESS: Address = {
  place: 'overview',
  view: null,
  shown: MAP_TOGGLES,
  colour: 'residents',
  level: 'auto',
  breaks: 'quantile',
  classes: 5,
  subject: null,
  at: null,
  language: 'zh-CN',
  own: {},
}

const oneOf = <T extends string>(all: readonly T[], text: string | null, fallback: T): T =>
  all.find((one) => one === text) ?? fallback

function parseView(text: string | null): View | null {
  const numbers = (text ?? '').split('/').map(Number)
  const [zoom, lat, lon] = numbers
  if (numbers.length !== 3 || zoom === undefined || lat === undefined || lon === undefined) return null
  const isInRange = zoom >= 0 && zoom <= 24 && Math.abs(lat) <= 90 && Math.abs(lon) <= 180
  return isInRange ? { zoom, lat, lon } : null
}

export const formatView = ({ zoom, lat, lon }: View): string =>
  `${zoom.toFixed(2)}/${lat.toFixed(5)}/${lon.toFixed(5)}`

export function parseAddress(search: string): Address {
  const query = new URLSearchParams(search)
  const at = query.get('at')
  const classes = Number(query.get('classes'))
  const shown = query.get('show')
  return {
    place: query.get('place') ?? DEFAULT_ADDRESS.place,
    view: parseView(query.get('view')),
    shown: shown === null ? MAP_TOGGLES : MAP_TOGGLES.filter((toggle) => shown.split(',').includes(toggle)),
    colour: oneOf([...FIGURE_IDS, 'none'], query.get('colour'), DEFAULT_ADDRESS.colour),
    level: oneOf(['auto', ...UNIT_LEVELS], query.get('level'), 'auto'),
    breaks: oneOf(BREAK_METHODS, query.get('breaks'), DEFAULT_ADDRESS.breaks),
    classes: Number.isInteger(classes) && classes >= 2 && classes <= 7 ? classes : DEFAULT_ADDRESS.classes,
    subject: parseSubject(query.get('sel') ?? ''),
    at: at !== null && isDay(at) ? at : null,
    language: oneOf(LANGUAGES, query.get('lang'), 'zh-CN'),
    own: Object.fromEntries([...query].filter(([key]) => key.includes('.'))),
  }
}

export function formatAddress(address: Address): string {
  const query = new URLSearchParams()
  const put = (key: string, value: string, fallback: string) => {
    if (value !== fallback) query.set(key, value)
  }
  put('place', address.place, DEFAULT_ADDRESS.place)
  if (address.view) query.set('view', formatView(address.view))
  put('show', address.shown.join(','), MAP_TOGGLES.join(','))
  put('colour', address.colour, DEFAULT_ADDRESS.colour)
  put('level', address.level, 'auto')
  put('breaks', address.breaks, DEFAULT_ADDRESS.breaks)
  put('classes', String(address.classes), String(DEFAULT_ADDRESS.classes))
  if (address.subject) query.set('sel', formatSubject(address.subject))
  if (address.at) query.set('at', address.at)
  for (const [key, value] of Object.entries(address.own)) query.set(key, value)
  put('lang', address.language, 'zh-CN')
  // Slashes, colons and commas are legal in a query and far easier to read than their escapes.
  const text = query
    .toString()
    .replace(/%2F/g, '/')
    .replace(/%3A/g, ':')
    .replace(/%2C/g, ',')
    .replace(/%3B/g, ';')
    .replace(/%3D/g, '=')
  return text ? `?${text}` : ''
}
