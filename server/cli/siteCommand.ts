/**
 * `site …` and `site verify FILE`: where points of service do most, with a bound on what is possible and a proof that
 * anyone can check again. On the town's streets (`--model --kind --minutes --p`), on a table of ways (`--model --matrix
 * --demand`), or on a file of the OR-Library (`--orlib`) or of points with capacities (`--capacitated`). `[--seconds n]
 * [--out FILE]`
 */
import { writeFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { answerInput, METHODS, type SiteAnswer } from '../../shared/siting/answerInput.ts'
import { checkCertificate, encodeCertificate } from '../../shared/siting/certificate.ts'
import { FaultyOrlib, orlibInput } from '../../shared/siting/orlib.ts'
import { FaultyPoints, pointsInput } from '../../shared/siting/capacitated/pointsFile.ts'
import { loadsOf } from '../../shared/siting/capacitated/answerCapacitated.ts'
import { isCapacitated, NoAnswer, partsOf, type SiteInput } from '../../shared/siting/siteInput.ts'
import type { App } from '../app/app.ts'
import { inParts, readCapacities } from '../services/siting/capacitiesFile.ts'
import { FaultyTable, matrixInput } from '../services/siting/matrixInput.ts'
import { UsageError, type Words, allowOnly, optionOf } from './arguments.ts'
import type { CommandAnswer, CommandContext } from './commands.ts'
import { type Asked, countFrom, modelFrom, numberFrom, shareFrom, textOf } from './siteOptions.ts'
import { townFrom } from './siteTown.ts'

function orlibFrom(file: string, words: Words, context: CommandContext): Asked {
  allowOnly(words, 0, ['orlib', 'p', 'seconds', 'out'], [])
  try {
    const input = orlibInput(textOf(file, context), numberFrom(words, 'p', true))
    return { input, source: basename(file), dataDate: null, facts: {} }
  } catch (error) {
    if (error instanceof FaultyOrlib) throw new UsageError(`${basename(file)}, ${error.message}`)
    throw error
  }
}

/** A file of points with capacities, as Lorena and Senne publish them. */
function pointsFrom(file: string, words: Words, context: CommandContext): Asked {
  allowOnly(words, 0, ['capacitated', 'p', 'seconds', 'out'], [])
  try {
    const input = pointsInput(textOf(file, context), numberFrom(words, 'p', true))
    return { input, source: basename(file), dataDate: null, facts: {} }
  } catch (error) {
    if (error instanceof FaultyPoints) throw new UsageError(`${basename(file)}, ${error.message}`)
    throw error
  }
}

/** The best and its proof, as far as the time allows. @throws UsageError when there is no answer */
async function solved(input: SiteInput, seconds: number): Promise<SiteAnswer> {
  const until = performance.now() + seconds * 1000
  try {
    const search = answerInput(input)
    for (;;) {
      const step = search.next()
      if (step.done === true) return step.value
      if (performance.now() >= until) {
        if (step.value.objective < Infinity) return step.value
        throw new UsageError(`no choice that serves everybody was found within ${seconds} seconds`)
      }
      // Where the command runs through the server, others are answered between two steps.
      await setImmediate()
    }
  } catch (error) {
    if (error instanceof NoAnswer) throw new UsageError(error.message)
    throw error
  }
}

function verify(words: Words, context: CommandContext): CommandAnswer {
  allowOnly(words, 2, [], [])
  const file = words.names[1]
  if (file === undefined) throw new UsageError('site verify needs a FILE')
  const checked = checkCertificate(textOf(file, context))
  if (!checked.valid)
    return {
      document: { valid: false, objective: null, bound: null, reason: checked.reason },
      lines: [`not valid: ${checked.reason}`],
      exitCode: 1,
    }
  const parts = partsOf(checked.certificate!.input)
  const [objective, bound] = [checked.objective / parts, checked.bound / parts]
  return {
    document: { valid: true, objective, bound, optimal: objective === bound },
    lines: [`valid: ${objective}, and no choice does better than ${bound}`],
  }
}

function matrixFrom(words: Words, context: CommandContext): Asked {
  allowOnly(
    words,
    0,
    ['model', 'p', 'matrix', 'demand', 'reach', 'capacity', 'capacities', 'share', 'seconds', 'out'],
    ['symmetric'],
  )
  const model = modelFrom(words)
  const [matrix, demand] = [optionOf(words, 'matrix'), optionOf(words, 'demand')]
  if (matrix === undefined) throw new UsageError('--demand needs --matrix FILE')
  if (demand === undefined) throw new UsageError('--matrix needs --demand FILE')
  const reach = numberFrom(words, 'reach', false)
  const hasReach = model === 'mclp' || model === 'lscp' || model === 'cmclp'
  if (hasReach && reach === undefined)
    throw new UsageError(`${model} needs --reach, in the unit of the matrix`)
  if (!hasReach && model !== 'cpmedian' && reach !== undefined)
    throw new UsageError(`--reach: ${model} has none`)
  const count = countFrom(words, model)
  try {
    const { input, notices } = matrixInput(
      { name: basename(matrix), text: textOf(matrix, context) },
      { name: basename(demand), text: textOf(demand, context) },
      { model, count, reach: reach ?? null, isSymmetric: words.flags.has('symmetric') },
    )
    notices.forEach((notice) => context.say(notice))
    const capacity = capacityFrom(words, context, input)
    if (capacity) input.capacity = capacity
    input.share = shareFrom(words, model)
    return { input, source: `${basename(matrix)}, ${basename(demand)}`, dataDate: null, facts: {} }
  } catch (error) {
    if (error instanceof FaultyTable) throw new UsageError(error.message)
    throw error
  }
}

/** One capacity for all, or a file with one for each. @throws UsageError, FaultyTable */
function capacityFrom(
  words: Words,
  context: CommandContext,
  { model, sites, weightParts }: SiteInput,
): Float64Array | null {
  const each = numberFrom(words, 'capacity', false)
  const file = optionOf(words, 'capacities')
  if (!isCapacitated(model)) {
    if (each !== undefined || file !== undefined)
      throw new UsageError(`--capacity: ${model} has none, expected --model cpmedian or cmclp`)
    return null
  }
  if ((each === undefined) === (file === undefined))
    throw new UsageError(`${model} needs --capacity N, or --capacities FILE`)
  if (each !== undefined) return new Float64Array(sites.length).fill(inParts(each, weightParts))
  return readCapacities({ name: basename(file!), text: textOf(file!, context) }, sites, weightParts)
}

async function askedFrom(app: App, words: Words, context: CommandContext): Promise<Asked> {
  const orlib = optionOf(words, 'orlib')
  if (orlib !== undefined) return orlibFrom(orlib, words, context)
  const points = optionOf(words, 'capacitated')
  if (points !== undefined) return pointsFrom(points, words, context)
  if (words.options.has('matrix') || words.options.has('demand')) return matrixFrom(words, context)
  return townFrom(app, words, context)
}

/** Of a fair choice: the walk of all together. */
function secondOf(
  { wayParts, weightParts }: SiteInput,
  { second }: SiteAnswer,
): { total?: number; totalBound?: number } {
  if (!second) return {}
  const parts = wayParts * weightParts
  return { total: second.objective / parts, totalBound: second.bound / parts }
}

/** By open site: what it holds and can hold; null for no limit. */
function heldOf(
  input: SiteInput,
  answer: SiteAnswer,
): { loads?: { site: string; load: number; capacity: number | null }[] } {
  const loads = loadsOf(input, answer)
  return {
    loads: answer.open.map((site, at) => {
      const capacity = input.capacity?.[site] ?? Infinity
      return {
        site: input.sites[site]!,
        load: loads[at]! / input.weightParts,
        capacity: capacity === Infinity ? null : capacity / input.weightParts,
      }
    }),
  }
}

const toldLoad = ({ load, capacity }: { load: number; capacity: number | null }): string =>
  `${load}/${capacity ?? '-'}`

export async function siteCommand(app: App, words: Words, context: CommandContext): Promise<CommandAnswer> {
  if (words.names[0] === 'verify') return verify(words, context)
  const seconds = numberFrom(words, 'seconds', false) ?? Infinity
  const { input, source, dataDate, facts } = await askedFrom(app, words, context)
  const began = performance.now()
  const answer = await solved(input, seconds)
  const took = Math.round(performance.now() - began) / 1000
  const parts = partsOf(input)
  const [objective, bound] = [answer.objective / parts, answer.bound / parts]
  const isOptimal = answer.objective === answer.bound && answer.second?.objective === answer.second?.bound
  const gap = isOptimal ? 0 : Math.abs(objective - bound) / Math.max(objective, bound)
  const method = METHODS[input.model]
  const open = answer.open.map((site) => input.sites[site]!)
  const second = secondOf(input, answer)
  const held = isCapacitated(input.model) ? heldOf(input, answer) : {}
  const out = optionOf(words, 'out')
  if (out !== undefined) {
    const certificate = encodeCertificate({ source, dataDate, method, input, answer })
    writeFileSync(resolve(context.directory, out), `${JSON.stringify(certificate)}\n`)
  }
  return {
    document: {
      objective,
      bound,
      gap,
      optimal: isOptimal,
      open,
      ...second,
      ...held,
      method,
      seconds: took,
      ...facts,
    },
    lines: [
      `${objective}${isOptimal ? ', proved: no choice does better' : `; no choice does better than ${bound}, ${(gap * 100).toFixed(2)} % away`}`,
      `open: ${open.join(' ')}`,
      ...(second.total === undefined
        ? []
        : [`of such choices the shortest total walk: ${second.total}; none below ${second.totalBound}`]),
      ...(held.loads ? [`load of capacity: ${held.loads.map(toldLoad).join(' ')}`] : []),
      `${input.demands.length} demands, ${input.sites.length} sites; ${method}; ${took.toFixed(2)} s`,
      ...(out === undefined ? [] : [`certificate written to ${out}`]),
    ],
  }
}
