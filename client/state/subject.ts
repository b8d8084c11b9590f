/**
 * What the right panel is about: one thing (a unit, a building …) or a list with its filter.
 * As text it is `kind:id;key=value`, so that it fits into the address bar and stays readable there.
 */
export interface Subject {
  /** A key of the subject registry (`client/subjects.ts`). */
  kind: string
  id: string
  filter: Readonly<Record<string, string>>
}

export const subject = (kind: string, id = '', filter: Record<string, string | undefined> = {}): Subject => ({
  kind,
  id,
  filter: Object.fromEntries(
    Object.entries(filter).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '',
    ),
  ),
})

export function formatSubject({ kind, id, filter }: Subject): string {
  const parts = Object.keys(filter)
    .sort()
    .map((key) => `${key}=${encodeURIComponent(filter[key] ?? '')}`)
  return [id ? `${kind}:${encodeURIComponent(id)}` : kind, ...parts].join(';')
}

/** null when the text names nothing. */
export function parseSubject(text: string): Subject | null {
  const [head = '', ...parts] = text.split(';')
  const colon = head.indexOf(':')
  const kind = colon < 0 ? head : head.slice(0, colon)
  if (!/^[a-zA-Z]+$/.test(kind)) return null
  const filter: Record<string, string> = {}
  try {
    for (const part of parts) {
      const equals = part.indexOf('=')
      if (equals > 0) filter[part.slice(0, equals)] = decodeURIComponent(part.slice(equals + 1))
    }
    return { kind, id: colon < 0 ? '' : decodeURIComponent(head.slice(colon + 1)), filter }
  } catch {
    return null
  }
}

export const isSameSubject = (a: Subject | null, b: Subject | null): boolean =>
  a === b || (a !== null && b !== null && formatSubject(a) === formatSubject(b))
