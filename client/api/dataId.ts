/** A number for what a query gave: a refetch that brings the same content keeps the object, and so the number. */
const ids = new WeakMap<object, number>()
let nextId = 1

/** The same number for the same data. */
export function dataId(data: object): number {
  const known = ids.get(data) ?? nextId++
  ids.set(data, known)
  return known
}
