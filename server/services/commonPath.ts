/** Where something belongs that lies at several places. */

/** Path of the smallest unit that holds all of these; '' when one lies in none. */
export function commonPath(paths: readonly string[]): string {
  const [first = '', ...rest] = paths.map((path) => path.split('/'))
  const shared = [...first].slice(0, -1)
  for (const parts of rest) {
    const differs = shared.findIndex((part, i) => parts[i] !== part)
    if (differs >= 0) shared.length = differs
  }
  const path = shared.length > 1 ? `${shared.join('/')}/` : ''
  return paths.includes('') ? '' : path
}
