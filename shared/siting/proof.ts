/**
 * Why no choice of sites can cost less than the bound: a tree whose leaves are multipliers, each with the bound that
 * anyone can reckon again from the problem (`verifyProof.ts`). Sites are decided on the way down.
 */
export interface Multipliers {
  /** By demand. */
  demand: Float64Array
  /** Of one unit of the budget. */
  budget: number
}

export type Proof =
  /** No solution under this node costs less than these multipliers say. */
  | { kind: 'bound'; multipliers: Multipliers }
  /** With these multipliers, whatever opens one of `closed`, or closes one of `opened`, costs too much already. */
  | { kind: 'decide'; multipliers: Multipliers; opened: number[]; closed: number[]; then: Proof }
  /** With capacities: either the site serves this demand, and is open, or it does not. */
  | { kind: 'serve'; demand: number; site: number; by: Proof; notBy: Proof }
  /** Either the site is open or it is not. */
  | { kind: 'branch'; site: number; opened: Proof; closed: Proof }
  /** What has been decided breaks the rules on number or budget, or leaves somebody whom no site can serve. */
  | { kind: 'impossible' }

/** Before a bound has been looked for: multipliers of 0 say that nothing costs less than nothing. */
export const atNothing = (demandCount: number): Proof => ({
  kind: 'bound',
  multipliers: { demand: new Float64Array(demandCount), budget: 0 },
})
