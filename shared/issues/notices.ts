/**
 * What is told outside the page: which occurrences, to which addresses, in which form, and what is kept of what did not
 * arrive. No personal data: a number, a class, a state, units, times, a link.
 */
import { z } from 'zod'

export const OCCURRENCES = [
  'reported',
  'dispatched',
  'returned',
  'sentBack',
  'escalated',
  'reopened',
  'dueSoon',
  'late',
] as const
export const Occurrence = z.enum(OCCURRENCES)
export type Occurrence = z.infer<typeof Occurrence>

/** `takenBack` goes to whoever was told of what was taken back; `trial` is sent by hand. */
export type Told = Occurrence | 'takenBack' | 'trial'

/** The product's own signed document, or the text message of a common messenger. */
export const NOTICE_FORMATS = ['json', 'wecom', 'dingtalk', 'feishu'] as const
export const NoticeFormat = z.enum(NOTICE_FORMATS)
export type NoticeFormat = z.infer<typeof NoticeFormat>

export const NOTICE_LANGUAGES = ['zh-CN', 'en'] as const
export type NoticeLanguage = (typeof NOTICE_LANGUAGES)[number]

export const MOST_WEBHOOKS = 20
/** After so many tries, some two hours, a delivery goes to the dead-letter list, unless the environment says otherwise. */
export const MOST_ATTEMPTS = 12
export const SECRET_MINIMUM_LENGTH = 16

const NoticeId = z.string().regex(/^\d{1,18}$/)
export const NoticeIdInput = z.object({ id: NoticeId })

export const WebhookInput = z.object({
  /** Absent for a new one. */
  id: NoticeId.optional(),
  name: z.string().trim().min(1).max(64),
  /** Absent: as it was. */
  address: z.string().trim().min(1).max(2048).optional(),
  /** Absent: as it was; empty: none. */
  secret: z.string().trim().max(256).optional(),
  format: NoticeFormat,
  occurrences: z.array(Occurrence).min(1),
  areas: z.array(z.string().min(1).max(64)).min(1).max(200),
  language: z.enum(NOTICE_LANGUAGES),
  /** Where links lead to. */
  pageUrl: z.url({ protocol: /^https?$/ }).max(512),
  isOn: z.boolean(),
})
export type WebhookInput = z.infer<typeof WebhookInput>

export const Webhook = z.object({
  id: z.string(),
  name: z.string(),
  addressHint: z.string(),
  hasSecret: z.boolean(),
  format: NoticeFormat,
  occurrences: z.array(Occurrence),
  areas: z.array(z.string()),
  language: z.enum(NOTICE_LANGUAGES),
  pageUrl: z.string(),
  isOn: z.boolean(),
  waiting: z.number(),
  dead: z.number(),
  lastDeliveredAt: z.string().nullable(),
  /** Why the oldest one that waits did not arrive yet; null when nothing is wrong. */
  lastReason: z.string().nullable(),
  nextAt: z.string().nullable(),
})
export type Webhook = z.infer<typeof Webhook>

/** What came of one try. */
export const TriedAnswer = z.object({
  isDelivered: z.boolean(),
  /** A key of the catalogue; null when it arrived. */
  reason: z.string().nullable(),
  status: z.number().nullable(),
  /** Its beginning. */
  answer: z.string(),
  milliseconds: z.number(),
})
export type TriedAnswer = z.infer<typeof TriedAnswer>

export const DeadLetter = z.object({
  id: z.string(),
  webhookId: z.string(),
  webhookName: z.string(),
  issueId: z.string(),
  occurrence: z.string(),
  at: z.string(),
  endedAt: z.string(),
  attempts: z.number(),
  reason: z.string(),
  status: z.number().nullable(),
  answer: z.string(),
})
export type DeadLetter = z.infer<typeof DeadLetter>
export const MOST_DEAD_LETTERS = 200
export const DeadLetters = z.object({
  total: z.number(),
  letters: z.array(DeadLetter),
  mostAttempts: z.number(),
})
export type DeadLetters = z.infer<typeof DeadLetters>

/** What a delivery says of its issue, as it was when it was written. */
export interface NoticeContent {
  /** Grows with every notice: of two about one issue the greater one is the later one. */
  sequence: number
  occurrence: Told
  /** Of what was taken back. */
  of?: Occurrence
  at: string
  issue: {
    number: string
    class: string
    subclass: string
    state: string
    unit: { code: string; name: string } | null
    /** Who has it: a unit or a department. */
    target: { unit: string; name: string } | { department: string; name: string } | null
    reportedAt: string
    dueAt: string | null
  }
  link: string
}

/** Notifications of the browser: whether the server may send to the push services of the browsers' makers. */
export const PushSettings = z.object({
  isAllowed: z.boolean(),
  /** A mail address or a page, which the push services are told. */
  contact: z.string(),
})
export type PushSettings = z.infer<typeof PushSettings>

export const PushSettingsInput = z.object({
  isAllowed: z.boolean(),
  contact: z
    .string()
    .trim()
    .max(200)
    .refine((text) => text === '' || z.email().safeParse(text).success || /^https:\/\/\S+\.\S+$/.test(text)),
})
export type PushSettingsInput = z.infer<typeof PushSettingsInput>

export const PushOffice = PushSettings.extend({
  people: z.number(),
  browsers: z.number(),
  failing: z.number(),
})
export type PushOffice = z.infer<typeof PushOffice>

/** What a browser needs to be told; no key while it is not allowed. */
export const PushOffer = z.object({ isAllowed: z.boolean(), publicKey: z.string().nullable() })
export type PushOffer = z.infer<typeof PushOffer>

export const MOST_BROWSERS_OF_ONE = 10

const base64url = (bytes: number) =>
  z.string().regex(new RegExp(`^[A-Za-z0-9_-]{${Math.ceil((bytes * 4) / 3)}}=*$`))

export const PushOnInput = z.object({
  endpoint: z.url({ protocol: /^https?$/ }).max(2048),
  /** Of the browser (RFC 8291): its public key and a secret. */
  keys: z.object({ p256dh: base64url(65), auth: base64url(16) }),
  occurrences: z.array(Occurrence).min(1),
  language: z.enum(NOTICE_LANGUAGES),
})
export type PushOnInput = z.infer<typeof PushOnInput>

/** A browser by the SHA-256 of its endpoint, in hex: the endpoint itself is a key and stands in no address. */
export const PushBrowserInput = z.object({ endpointHash: z.string().regex(/^[0-9a-f]{64}$/) })
export type PushBrowserInput = z.infer<typeof PushBrowserInput>

/** Of this browser for this person; null while it is off. */
export const PushOwn = z
  .object({
    occurrences: z.array(Occurrence),
    lastDeliveredAt: z.string().nullable(),
    lastReason: z.string().nullable(),
  })
  .nullable()
export type PushOwn = z.infer<typeof PushOwn>
