/** Words of a list that somebody may have meant who typed another: by the fewest letters to change. */

/** Letters to add, drop or replace (Levenshtein 1966), whatever their case. */
function lettersApart(a: string, b: string): number {
  const [from, to] = [a.toLowerCase(), b.toLowerCase()]
  let row = Array.from({ length: to.length + 1 }, (_, j) => j)
  for (let i = 1; i <= from.length; i++) {
    const next = [i]
    for (let j = 1; j <= to.length; j++) {
      const replaced = row[j - 1]! + (from[i - 1] === to[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1))
    }
    row = next
  }
  return row[to.length]!
}

/** @returns the nearest first; those that one is a part of the other count as near */
export function closestTo(found: string, words: readonly string[], most = 3): string[] {
  const typed = found.toLowerCase()
  const isPart = (word: string): boolean => typed.length > 2 && (word.includes(typed) || typed.includes(word))
  return words
    .map((word) => ({ word, apart: isPart(word.toLowerCase()) ? 1 : lettersApart(found, word) }))
    .filter(({ word, apart }) => apart <= Math.max(2, Math.floor(word.length / 3)) && apart < word.length)
    .sort((a, b) => a.apart - b.apart)
    .slice(0, most)
    .map(({ word }) => word)
}
