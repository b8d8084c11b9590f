/** The words of a command: names, `--flags` and `--options value`. */
import { AXIS_ORDERS, type AxisOrder } from '../../shared/domain/importing.ts'

/** The line was not understood; the message says what was expected. */
export class UsageError extends Error {}

const FLAGS = new Set([
  'json',
  'demo',
  'empty',
  'dry-run',
  'skip-faulty',
  'end-missing',
  'end-missing-top',
  'join',
  'shape',
  'late',
  'signs',
  'per-worker',
  'whole-compounds',
  'symmetric',
])

export interface Words {
  names: string[]
  flags: Set<string>
  options: Map<string, string[]>
}

export function parseArguments(words: readonly string[]): Words {
  const parsed: Words = { names: [], flags: new Set(), options: new Map() }
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!
    if (!word.startsWith('--')) {
      parsed.names.push(word)
      continue
    }
    const equals = word.indexOf('=')
    const name = word.slice(2, equals < 0 ? undefined : equals)
    if (FLAGS.has(name)) {
      parsed.flags.add(name)
      continue
    }
    const value = equals < 0 ? words[++at] : word.slice(equals + 1)
    if (value === undefined || value.startsWith('--')) throw new UsageError(`--${name} needs a value`)
    parsed.options.set(name, [...(parsed.options.get(name) ?? []), value])
  }
  return parsed
}

export const optionOf = (words: Words, name: string): string | undefined => words.options.get(name)?.at(-1)

/** Which coordinate a file gives first: `--axis`. @throws UsageError */
export function axisFrom(words: Words): AxisOrder {
  const found = optionOf(words, 'axis') ?? 'auto'
  const known = AXIS_ORDERS.find((order) => order === found)
  if (known === undefined)
    throw new UsageError(`--axis: found "${found}", expected ${AXIS_ORDERS.join(', ')}`)
  return known
}

/** @throws UsageError for options that the command does not have */
export function allowOnly(
  words: Words,
  names: number,
  options: readonly string[],
  flags: readonly string[],
): void {
  if (words.names.length > names)
    throw new UsageError(`too many words: ${words.names.slice(names).join(' ')}`)
  for (const name of words.options.keys())
    if (!options.includes(name)) throw new UsageError(`unknown option --${name}`)
  for (const flag of words.flags)
    if (flag !== 'json' && !flags.includes(flag)) throw new UsageError(`unknown option --${flag}`)
}
