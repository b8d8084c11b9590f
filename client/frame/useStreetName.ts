/** The street of the data; where there are several, the first one and how many more. */
import { useUnits } from '../api/useUnits.ts'

export function useStreetName(): string | null {
  const { nodes } = useUnits()
  const streets = [...nodes.values()].filter((node) => node.parent === null || !nodes.has(node.parent))
  const [first] = streets
  if (!first) return null
  return streets.length > 1 ? `${first.name} +${streets.length - 1}` : first.name
}
