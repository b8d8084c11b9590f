/** A set of points given in whole steps. */
export class PointSet {
  private readonly columns = new Map<number, Set<number>>()

  add(x: number, y: number): void {
    const column = this.columns.get(x)
    if (column) column.add(y)
    else this.columns.set(x, new Set([y]))
  }

  has(x: number, y: number): boolean {
    return this.columns.get(x)?.has(y) ?? false
  }
}
