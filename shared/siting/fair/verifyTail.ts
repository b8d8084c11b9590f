/** Reckons the bound of a choice for the worst-off again: each piece by its own proof, and what no piece covers by its way. */
import { provedBound } from '../verifyProof.ts'
import { beyondProblem, type TailPiece, type TailQuestion } from './tail.ts'

export function provedTail(question: TailQuestion, pieces: readonly TailPiece[]): number | { found: string } {
  const proved: { from: number; to: number; bound: number }[] = []
  for (const { from, to, proof } of pieces) {
    if (!(from <= to)) return { found: `a piece from ${from} to ${to}` }
    const beyond = provedBound(beyondProblem(question, to), proof)
    if (typeof beyond !== 'number') return beyond
    proved.push({ from, to, bound: question.people * from + beyond })
  }
  const ways = new Set<number>([0])
  for (const all of [question.table.way, question.rules.existing ?? []])
    for (const way of all) if (way < Infinity) ways.add(way)
  let least = Infinity
  for (const way of ways) {
    let own = question.people * way
    for (const { from, to, bound } of proved) if (from <= way && way <= to) own = Math.max(own, bound)
    least = Math.min(least, own)
  }
  return least
}
