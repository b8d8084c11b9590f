/**
 * Short lists at the cells of a raster, gathered in ascending order of what is put in, then packed into one array.
 * A list is a run of triples `a, b, c`; it ends with the triple whose `a` is negative.
 */
const EMPTY = -1
const END = -2

export class CellLists {
  private triples = new Int32Array(3 * 1024)
  /** Index of the triple put before this one into the same cell, or -1. */
  private before = new Int32Array(1024)
  private count = 0

  /** @param cells  a cell holds what the caller likes from -1 up, or -2 - index of its newest triple */
  constructor(private readonly cells: Int32Array) {}

  /** Whether the cell's newest triple ends its list: nothing that comes later matters. */
  isClosed(cell: number): boolean {
    const value = this.cells[cell]!
    return value < EMPTY && this.triples[3 * (-2 - value)]! < 0
  }

  push(cell: number, a: number, b: number, c: number): void {
    if (this.count === this.before.length) this.grow()
    const value = this.cells[cell]!
    const at = this.count++
    this.triples[3 * at] = a
    this.triples[3 * at + 1] = b
    this.triples[3 * at + 2] = c
    this.before[at] = value < EMPTY ? -2 - value : -1
    this.cells[cell] = -2 - at
  }

  /** Packs the lists and sets each cell to -2 - index of its first number in the answer. */
  pack(): Int32Array {
    const { cells, triples, before } = this
    // Each list gets at most one closing triple more.
    let lists = 0
    for (let cell = 0; cell < cells.length; cell++) if (cells[cell]! < EMPTY) lists++
    const packed = new Int32Array(3 * (this.count + lists))
    let end = 0
    for (let cell = 0; cell < cells.length; cell++) {
      const value = cells[cell]!
      if (value >= EMPTY) continue
      const newest = -2 - value
      let length = 0
      for (let at = newest; at >= 0; at = before[at]!) length++
      cells[cell] = -2 - end
      let to = end + 3 * length
      for (let at = newest; at >= 0; at = before[at]!) {
        to -= 3
        packed[to] = triples[3 * at]!
        packed[to + 1] = triples[3 * at + 1]!
        packed[to + 2] = triples[3 * at + 2]!
      }
      end += 3 * length
      if (triples[3 * newest]! < 0) continue
      packed[end] = END
      end += 3
    }
    return packed.slice(0, end)
  }

  private grow(): void {
    const triples = new Int32Array(this.triples.length * 2)
    triples.set(this.triples)
    this.triples = triples
    const before = new Int32Array(this.before.length * 2)
    before.set(this.before)
    this.before = before
  }
}
