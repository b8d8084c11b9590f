/**
 * Who may be sent to at once. A receiver that answers soon earns lanes; one that is slow, or not known yet, has one, and
 * all of those together at most half of them: whoever answers is told however many others do not.
 */

/** Answered within so long is quick. Milliseconds. */
const QUICK = 2_000

export class Lanes {
  private readonly open = new Map<string, number>()
  private readonly quick = new Set<string>()
  private readonly lastOpened = new Map<string, number>()
  private turn = 0

  /** @param most  of all receivers together */
  constructor(private readonly most: number) {}

  /** @param wanted  of one receiver at most */
  mayOpen(name: string, wanted: number): boolean {
    const own = this.open.get(name) ?? 0
    if (this.count(() => true) >= this.most) return false
    if (this.quick.has(name)) return own < wanted
    return own === 0 && this.count((other) => !this.quick.has(other)) < this.most / 2
  }

  opened(name: string): void {
    this.open.set(name, (this.open.get(name) ?? 0) + 1)
    this.lastOpened.set(name, ++this.turn)
  }

  closed(name: string): void {
    const left = (this.open.get(name) ?? 1) - 1
    if (left > 0) this.open.set(name, left)
    else this.open.delete(name)
  }

  /** @returns whether the lane goes on: of a slow one it ends, so that another has its turn */
  tried(name: string, milliseconds: number): boolean {
    if (milliseconds <= QUICK) this.quick.add(name)
    else this.quick.delete(name)
    return this.quick.has(name)
  }

  /** Whoever waits longest for a lane first. */
  inTurn<Item>(items: readonly Item[], nameOf: (item: Item) => string): Item[] {
    const since = (item: Item): number => this.lastOpened.get(nameOf(item)) ?? 0
    return [...items].sort((one, other) => since(one) - since(other))
  }

  private count(isMeant: (name: string) => boolean): number {
    let sum = 0
    for (const [name, lanes] of this.open) if (isMeant(name)) sum += lanes
    return sum
  }
}
