/**
 * An answer with what was asked and its proof, as one JSON document that anyone can check again, with this program or
 * with another. Whole numbers throughout; no way or no point is null; multipliers are whole numbers of 1/1024.
 */
import { z } from 'zod'
import { contentHash } from '../network/contentHash.ts'
import type { AnswerProof, CenterProof } from './answerInput.ts'
import { type Checked, type CheckedAnswer, checkAnswer } from './checkAnswer.ts'
import type { Multipliers, Proof } from './proof.ts'
import { NO_SITE } from './capacitated/capacityProblem.ts'
import { isCapacitated, SITE_MODELS, type SiteInput, TENTH } from './siteInput.ts'

const FORMAT = 'quarterhour-siting-certificate'
const VERSION = 1
const PARTS = 1024

const whole = z.number().int()
const natural = whole.min(0)
const multipliers = { demand: z.array(whole), budget: natural }
const BoundJson = z.strictObject({ kind: z.literal('bound'), ...multipliers })
const ImpossibleJson = z.strictObject({ kind: z.literal('impossible') })

type ProofJson =
  | z.infer<typeof BoundJson>
  | z.infer<typeof ImpossibleJson>
  | { kind: 'branch'; site: number; opened: ProofJson; closed: ProofJson }
  | { kind: 'serve'; demand: number; site: number; by: ProofJson; notBy: ProofJson }
  | { kind: 'decide'; demand: number[]; budget: number; opened: number[]; closed: number[]; then: ProofJson }

const ProofJson: z.ZodType<ProofJson> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    BoundJson,
    ImpossibleJson,
    z.strictObject({ kind: z.literal('branch'), site: natural, opened: ProofJson, closed: ProofJson }),
    z.strictObject({
      kind: z.literal('serve'),
      demand: natural,
      site: natural,
      by: ProofJson,
      notBy: ProofJson,
    }),
    z.strictObject({
      kind: z.literal('decide'),
      ...multipliers,
      opened: z.array(natural),
      closed: z.array(natural),
      then: ProofJson,
    }),
  ]),
)

const ExcludedJson = z.strictObject({ reach: natural, proof: ProofJson })

const AskedJson = z.strictObject({
  model: z.enum(SITE_MODELS),
  count: natural.nullable(),
  reach: natural.nullable(),
  unit: z.string(),
  wayParts: natural.min(1),
  weightParts: natural.min(1),
  demands: z.array(z.string()),
  sites: z.array(z.string()),
  /** By demand. */
  weights: z.array(natural),
  existing: z.array(natural.nullable()).nullable(),
  /** By site: must be open (1), must not (-1), to be decided (0); left out where all are. */
  fixed: z.array(whole.min(-1).max(1)).optional(),
  /** Of `worst`, in thousandths of all. */
  share: natural.min(1).max(1000).optional(),
  /** By site what it spends, whole numbers of `1 / parts` of the unit, and what all may together. */
  budget: z
    .strictObject({ spend: z.array(natural), limit: natural, unit: z.string(), parts: natural.min(1) })
    .optional(),
  /** By site, null for no limit; and by demand what it takes, where that is not its weight. */
  capacity: z.array(natural.nullable()).optional(),
  load: z.array(natural).optional(),
  /** Where each demand's ways begin, and at the end their number; sites and ways, nearest first. */
  start: z.array(natural),
  site: z.array(natural),
  way: z.array(natural),
})

export const CertificateJson = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  /** Where ways and weights came from, and of which day they are. */
  source: z.string(),
  dataDate: z.iso.date().nullable(),
  method: z.string(),
  asked: AskedJson,
  /** SHA-256 of source, date, method and what was asked. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  answer: z.strictObject({
    open: z.array(natural),
    /** With capacities, by demand; null for none. */
    serves: z.array(natural.nullable()).optional(),
    objective: natural,
    bound: natural,
    /** Of `fair`: the total walk. */
    second: z.strictObject({ objective: natural, bound: natural }).optional(),
    proof: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('problem'), proof: ProofJson }),
      z.strictObject({ kind: z.literal('reach'), excluded: ExcludedJson.nullable() }),
      z.strictObject({
        kind: z.literal('fair'),
        excluded: ExcludedJson.nullable(),
        then: ProofJson.nullable(),
      }),
      z.strictObject({
        kind: z.literal('tail'),
        pieces: z.array(z.strictObject({ from: natural, to: natural, proof: ProofJson })),
      }),
    ]),
  }),
})
export type CertificateJson = z.infer<typeof CertificateJson>

export interface Certificate {
  source: string
  dataDate: string | null
  method: string
  input: SiteInput
  answer: CheckedAnswer
}

/** The document is none, or not whole; the message says where. */
export class BadCertificate extends Error {}

const hashOf = ({ source, dataDate, method, asked }: Omit<CertificateJson, 'hash' | 'answer'>): string =>
  contentHash(new TextEncoder().encode(JSON.stringify([source, dataDate, method, AskedJson.parse(asked)])))

const multipliersJson = ({ demand, budget }: Multipliers): { demand: number[]; budget: number } => ({
  demand: Array.from(demand, (value) => value * PARTS),
  budget: budget * PARTS,
})

function proofJson(proof: Proof): ProofJson {
  switch (proof.kind) {
    case 'impossible':
      return proof
    case 'bound':
      return { kind: 'bound', ...multipliersJson(proof.multipliers) }
    case 'branch':
      return { ...proof, opened: proofJson(proof.opened), closed: proofJson(proof.closed) }
    case 'serve':
      return { ...proof, by: proofJson(proof.by), notBy: proofJson(proof.notBy) }
    case 'decide': {
      const { opened, closed, then } = proof
      return {
        kind: 'decide',
        ...multipliersJson(proof.multipliers),
        opened,
        closed,
        then: proofJson(then),
      }
    }
  }
}

function proofOf(json: ProofJson): Proof {
  switch (json.kind) {
    case 'impossible':
      return json
    case 'bound':
      return { kind: 'bound', multipliers: multipliersOf(json) }
    case 'branch':
      return { ...json, opened: proofOf(json.opened), closed: proofOf(json.closed) }
    case 'serve':
      return { ...json, by: proofOf(json.by), notBy: proofOf(json.notBy) }
    case 'decide':
      return {
        kind: 'decide',
        multipliers: multipliersOf(json),
        opened: json.opened,
        closed: json.closed,
        then: proofOf(json.then),
      }
  }
}

const multipliersOf = ({ demand, budget }: { demand: number[]; budget: number }): Multipliers => ({
  demand: Float64Array.from(demand, (value) => value / PARTS),
  budget: budget / PARTS,
})

function answerProofJson(proof: AnswerProof): CertificateJson['answer']['proof'] {
  switch (proof.kind) {
    case 'problem':
      return { kind: 'problem', proof: proofJson(proof.proof) }
    case 'reach':
      return { kind: 'reach', excluded: proof.excluded && excludedJson(proof.excluded) }
    case 'fair': {
      const { excluded, then } = proof
      return {
        kind: 'fair',
        excluded: excluded && excludedJson(excluded),
        then: then && proofJson(then),
      }
    }
    case 'tail':
      return {
        kind: 'tail',
        pieces: proof.pieces.map(({ from, to, proof: own }) => ({ from, to, proof: proofJson(own) })),
      }
  }
}

const excludedJson = ({ reach, proof }: CenterProof): { reach: number; proof: ProofJson } => ({
  reach,
  proof: proofJson(proof),
})
const excludedOf = ({ reach, proof }: { reach: number; proof: ProofJson }): CenterProof => ({
  reach,
  proof: proofOf(proof),
})

function answerProofOf(proof: CertificateJson['answer']['proof']): AnswerProof {
  switch (proof.kind) {
    case 'problem':
      return { kind: 'problem', proof: proofOf(proof.proof) }
    case 'reach':
      return { kind: 'reach', excluded: proof.excluded && excludedOf(proof.excluded) }
    case 'fair': {
      const { excluded, then } = proof
      return { kind: 'fair', excluded: excluded && excludedOf(excluded), then: then && proofOf(then) }
    }
    case 'tail':
      return {
        kind: 'tail',
        pieces: proof.pieces.map(({ from, to, proof: own }) => ({ from, to, proof: proofOf(own) })),
      }
  }
}

/** What a certificate of this would bear as its hash: the same for the same question on the same data. */
export const inputHash = (asked: Omit<Certificate, 'answer'>): string => hashOf(headOf(asked))

function headOf({
  source,
  dataDate,
  method,
  input,
}: Omit<Certificate, 'answer'>): Omit<CertificateJson, 'hash' | 'answer'> {
  const { table, existing, weights, demands, sites } = input
  return {
    format: FORMAT,
    version: VERSION,
    source,
    dataDate,
    method,
    asked: {
      model: input.model,
      count: input.count,
      reach: input.reach,
      unit: input.unit,
      wayParts: input.wayParts,
      weightParts: input.weightParts,
      demands: [...demands],
      sites: [...sites],
      weights: Array.from(weights),
      existing: existing && Array.from(existing, (way) => (way === Infinity ? null : way)),
      ...(input.model === 'worst' && { share: input.share ?? TENTH }),
      ...(input.fixed && { fixed: Array.from(input.fixed) }),
      ...(input.budget && { budget: { ...input.budget, spend: Array.from(input.budget.spend) } }),
      ...(input.capacity && {
        capacity: Array.from(input.capacity, (one) => (one === Infinity ? null : one)),
      }),
      ...(input.load && { load: Array.from(input.load) }),
      start: Array.from(table.start),
      site: Array.from(table.site),
      way: Array.from(table.way),
    },
  }
}

export function encodeCertificate({ answer, ...asked }: Certificate): CertificateJson {
  const head = headOf(asked)
  return {
    ...head,
    hash: hashOf(head),
    answer: {
      open: [...answer.open],
      ...(answer.serves && { serves: answer.serves.map((site) => (site === NO_SITE ? null : site)) }),
      objective: answer.objective,
      bound: answer.bound,
      ...(answer.second && { second: answer.second }),
      proof: answerProofJson(answer.proof),
    },
  }
}

/** @throws BadCertificate */
export function decodeCertificate(text: string): Certificate {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    throw new BadCertificate(`found no JSON (${(error as Error).message})`)
  }
  const parsed = CertificateJson.safeParse(json)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!
    throw new BadCertificate(`${issue.path.join('.') || 'document'}: ${issue.message}`)
  }
  const { source, dataDate, method, asked, answer } = parsed.data
  if (hashOf(parsed.data) !== parsed.data.hash)
    throw new BadCertificate('hash: found another than that of what was asked')
  mustBeWhole(asked)
  return {
    source,
    dataDate,
    method,
    input: {
      model: asked.model,
      count: asked.count,
      reach: asked.reach,
      unit: asked.unit,
      wayParts: asked.wayParts,
      weightParts: asked.weightParts,
      demands: asked.demands,
      sites: asked.sites,
      weights: Float64Array.from(asked.weights),
      existing: asked.existing && Float64Array.from(asked.existing, (way) => way ?? Infinity),
      ...(asked.share !== undefined && { share: asked.share }),
      ...(asked.fixed && { fixed: Int8Array.from(asked.fixed) }),
      ...(asked.budget && { budget: { ...asked.budget, spend: Float64Array.from(asked.budget.spend) } }),
      ...(asked.capacity && { capacity: Float64Array.from(asked.capacity, (one) => one ?? Infinity) }),
      ...(asked.load && { load: Float64Array.from(asked.load) }),
      table: {
        demandCount: asked.demands.length,
        siteCount: asked.sites.length,
        start: Int32Array.from(asked.start),
        site: Int32Array.from(asked.site),
        way: Float64Array.from(asked.way),
      },
    },
    answer: {
      ...answerOf(answer),
      proof: answerProofOf(answer.proof),
    },
  }
}

const answerOf = ({
  serves,
  ...rest
}: CertificateJson['answer']): Omit<CertificateJson['answer'], 'serves'> & {
  serves?: number[]
} => ({ ...rest, ...(serves && { serves: serves.map((site) => site ?? NO_SITE) }) })

/** Columns of one length, rows in order, sites that there are, and the numbers that the model needs. */
function mustBeWhole(asked: CertificateJson['asked']): void {
  const { model, count, reach, demands, sites, weights, existing, start, site, way } = asked
  const must = (isSo: boolean, what: string, found: unknown, expected: unknown): void => {
    if (!isSo) throw new BadCertificate(`asked.${what}: found ${String(found)}, expected ${String(expected)}`)
  }
  const n = demands.length
  must(weights.length === n, 'weights', `${weights.length} of them`, n)
  must(existing === null || existing.length === n, 'existing', `${existing?.length ?? 0} of them`, n)
  must(start.length === n + 1 && start[0] === 0, 'start', `${start.length} of them`, `${n + 1}, the first 0`)
  must(start.at(-1) === way.length, 'way', `${way.length} of them`, start.at(-1))
  must(site.length === way.length, 'site', `${site.length} of them`, way.length)
  for (let i = 0; i < n; i++) {
    must(start[i]! <= start[i + 1]!, `start.${i + 1}`, start[i + 1], `${start[i]} or more`)
    for (let at = start[i]! + 1; at < start[i + 1]!; at++)
      must(way[at]! >= way[at - 1]!, `way.${at}`, way[at], `${way[at - 1]} or more`)
  }
  for (const one of site) must(one < sites.length, 'site', one, `below ${sites.length}`)
  const { budget } = asked
  if (count === null) must(model === 'lscp' || budget !== undefined, 'count', count, 'a number')
  else must(model !== 'lscp', 'count', count, null)
  must(
    !budget || budget.spend.length === sites.length,
    'budget',
    `${budget?.spend.length} of them`,
    sites.length,
  )
  must(!budget || !isCapacitated(model), 'budget', 'one', `none with ${model}`)
  const hasReach = model === 'mclp' || model === 'lscp' || model === 'cmclp'
  if (model !== 'cpmedian') must((reach === null) !== hasReach, 'reach', reach, hasReach ? 'a number' : null)
  const { capacity, load, fixed, share } = asked
  must((share !== undefined) === (model === 'worst'), 'share', share, 'one with worst')
  must(!fixed || fixed.length === sites.length, 'fixed', `${fixed?.length} of them`, sites.length)
  must(
    (capacity !== undefined) === isCapacitated(model),
    'capacity',
    capacity && 'one',
    'one with cpmedian, cmclp',
  )
  must(!capacity || capacity.length === sites.length, 'capacity', `${capacity?.length} of them`, sites.length)
  must(!load || (isCapacitated(model) && load.length === n), 'load', `${load?.length} of them`, n)
}

/** Reckons a document again. Never throws for what it says. */
export function checkCertificate(text: string): Checked & { certificate?: Certificate } {
  try {
    const certificate = decodeCertificate(text)
    return { ...checkAnswer(certificate.input, certificate.answer), certificate }
  } catch (error) {
    if (error instanceof BadCertificate) return { valid: false, reason: error.message }
    // A proof nested deeper than can be walked.
    if (error instanceof RangeError) return { valid: false, reason: 'answer.proof: nested too deeply' }
    throw error
  }
}
