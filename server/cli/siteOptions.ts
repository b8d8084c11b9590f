/** What options of `site` say, whichever source the question has. */
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { SITE_MODELS, TENTH, type SiteInput, type SiteModel } from '../../shared/siting/siteInput.ts'
import { UsageError, type Words, optionOf } from './arguments.ts'
import type { CommandContext } from './commands.ts'

export interface Asked {
  input: SiteInput
  source: string
  dataDate: string | null
  /** More for `--json`. */
  facts: Record<string, number | string>
}

/** @throws UsageError */
export function textOf(file: string, context: CommandContext): string {
  const path = resolve(context.directory, file)
  if (!existsSync(path)) throw new UsageError(`${file}: there is no such file`)
  return readFileSync(path, 'utf8')
}

/** A number over 0 of an option; undefined without. @throws UsageError */
export function numberFrom(words: Words, option: string, isWhole: boolean): number | undefined {
  const found = optionOf(words, option)
  if (found === undefined) return undefined
  const number = found.trim() === '' ? Number.NaN : Number(found)
  if (number > 0 && number <= 1e9 && (!isWhole || Number.isInteger(number))) return number
  throw new UsageError(`--${option}: found "${found}", expected a ${isWhole ? 'whole ' : ''}number over 0`)
}

export function modelFrom(words: Words): SiteModel {
  const found = optionOf(words, 'model')
  const model = SITE_MODELS.find((one) => one === found)
  if (model !== undefined) return model
  throw new UsageError(
    found === undefined
      ? `site needs --model ${SITE_MODELS.join('|')}, --orlib FILE, --capacitated FILE, or the words verify FILE`
      : `--model: found "${found}", expected ${SITE_MODELS.join(', ')}`,
  )
}

/** Sites to open; null where the fewest are asked for. @throws UsageError */
export function countFrom(words: Words, model: SiteModel): number | null {
  const count = numberFrom(words, 'p', true)
  if (model === 'lscp') {
    if (count !== undefined) throw new UsageError('--p: lscp finds how many are needed')
    return null
  }
  if (count === undefined) throw new UsageError(`${model} needs --p, how many to open`)
  return count
}

/** Who are the worst-off, in thousandths; null where nobody asks. @throws UsageError */
export function shareFrom(words: Words, model: SiteModel): number | null {
  const percent = numberFrom(words, 'share', false)
  if (model !== 'worst') {
    if (percent !== undefined) throw new UsageError(`--share: ${model} has none, expected --model worst`)
    return null
  }
  const share = Math.round((percent ?? TENTH / 10) * 10)
  if (share >= 1 && share <= 1000) return share
  throw new UsageError(`--share: found "${percent}", expected 0.1 to 100 per cent`)
}
