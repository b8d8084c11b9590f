/**
 * The unit that a row names in words or by code: 北區, 北 區 and 北 are one district. Offices write names with and
 * without blanks and endings; codes with and without hyphens.
 */
const ENDINGS =
  /(街道办事处|街道辦事處|街道|社区居委会|社区|社區|村委会|网格|網格|区|區|镇|鎮|乡|鄉|村|里|市|县|縣)$/u

const bare = (text: string): string => text.normalize('NFKC').replace(/\s+/gu, '').toLowerCase()

const withoutEnding = (text: string): string => {
  const short = text.replace(ENDINGS, '')
  return short === '' ? text : short
}

export interface NamedUnit {
  code: string
  name: string
}

export class StatedUnits {
  private readonly byText = new Map<string, Set<string>>()
  private readonly byShortName = new Map<string, Set<string>>()

  /** @param units  of all dates: a row may name a unit that has ended since */
  constructor(units: readonly NamedUnit[]) {
    const put = (map: Map<string, Set<string>>, key: string, code: string): void => {
      const codes = map.get(key)
      if (codes) codes.add(code)
      else map.set(key, new Set([code]))
    }
    for (const { code, name } of units) {
      put(this.byText, bare(code), code)
      put(this.byText, bare(code).replaceAll('-', ''), code)
      put(this.byText, bare(name), code)
      put(this.byShortName, withoutEnding(bare(name)), code)
    }
  }

  /** @returns codes of the units that the text may mean; empty when it means none */
  codesFor(text: string): ReadonlySet<string> {
    const key = bare(text)
    return (
      this.byText.get(key) ??
      this.byText.get(key.replaceAll('-', '')) ??
      this.byShortName.get(withoutEnding(key)) ??
      new Set()
    )
  }
}
