/** The tree of units as the rows that are seen now: parents before children, by code; only what is unfolded. */
import type { UnitNode } from '../../shared/domain/unit.ts'

export interface TreeRow {
  node: UnitNode
  /** 1 at the top. */
  depth: number
  hasChildren: boolean
  isUnfolded: boolean
}

export function childrenByParent(
  nodes: ReadonlyMap<string, UnitNode>,
): ReadonlyMap<string | null, UnitNode[]> {
  const byParent = new Map<string | null, UnitNode[]>()
  for (const node of nodes.values()) {
    const parent = node.parent !== null && nodes.has(node.parent) ? node.parent : null
    byParent.set(parent, [...(byParent.get(parent) ?? []), node])
  }
  for (const siblings of byParent.values()) {
    siblings.sort((a, b) => a.code.localeCompare(b.code, 'en', { numeric: true }))
  }
  return byParent
}

export function treeRows(nodes: ReadonlyMap<string, UnitNode>, unfolded: ReadonlySet<string>): TreeRow[] {
  const byParent = childrenByParent(nodes)
  const rows: TreeRow[] = []
  const add = (parent: string | null, depth: number) => {
    for (const node of byParent.get(parent) ?? []) {
      const hasChildren = byParent.has(node.code)
      const isUnfolded = hasChildren && unfolded.has(node.code)
      rows.push({ node, depth, hasChildren, isUnfolded })
      if (isUnfolded) add(node.code, depth + 1)
    }
  }
  add(null, 1)
  return rows
}
