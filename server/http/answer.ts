/**
 * `/answer/<token>`: the resident's own answer, without signing in. Asked for, it only looks: programs that open links
 * before people do use nothing up. The form's POST answers once. Whoever tries many that are not known has to wait.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '../app/app.ts'
import { answerByLink, type AskedAnswer, askedByLink } from '../services/desk/answerLinks.ts'
import {
  type AnswerDraft,
  type AnswerPageInput,
  askPage,
  expiredPage,
  laterPage,
  MOST_WORDS,
  thanksPage,
  unknownPage,
} from './answerPage.ts'
import { type AnswerWords, answerWords } from './answerWords.ts'
import { plainPagePolicy } from './plainPage.ts'

/** 500 characters of four bytes each, percent-encoded, and the rest of the form. */
const FORM_LIMIT_BYTES = 8 * 1024

interface Route {
  Params: { token: string }
  Querystring: { lang?: unknown }
}

/** What was filled in; what a form of ours cannot hold counts as not filled in. */
function draftOf(form: URLSearchParams): AnswerDraft {
  const solved = form.get('solved')
  const satisfaction = form.get('satisfaction') ?? ''
  return {
    solved: solved === 'yes' || solved === 'no' ? solved : null,
    satisfaction: /^[1-5]$/.test(satisfaction) ? Number(satisfaction) : null,
    // A browser counts a line's end as one character and sends two; the database takes no NUL.
    words: (form.get('words') ?? '').replace(/\r\n?/g, '\n').replaceAll('\0', '').trim(),
  }
}

function faultOf({ solved, words }: AnswerDraft, said: AnswerWords): string | undefined {
  if (solved === null) return said.missing
  return words.length > MOST_WORDS ? said.tooLong : undefined
}

const STATUS = { live: 200, used: 200, expired: 410, unknown: 404 } as const

function pageFor(input: AnswerPageInput, asked: AskedAnswer): string {
  if (asked.state === 'live') return askPage(input, asked.issue)
  if (asked.state === 'used') return thanksPage(input, asked.isSolved)
  return asked.state === 'expired' ? expiredPage(input) : unknownPage(input)
}

export async function answerRoutes(server: FastifyInstance, app: App): Promise<void> {
  const send = (request: FastifyRequest, reply: FastifyReply, page: string): FastifyReply =>
    reply
      .header('content-security-policy', plainPagePolicy(request.nonce))
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(page)

  /** What stands behind the link; undefined while the address has to wait. A link that is known guesses nothing. */
  const look = async (request: FastifyRequest, token: string): Promise<AskedAnswer | undefined> => {
    if (!app.answerLimits.take(request.ip)) return undefined
    const asked = await askedByLink(app, token)
    if (asked.state !== 'unknown') app.answerLimits.giveBack(request.ip)
    return asked
  }

  await server.register(async (scope) => {
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: FORM_LIMIT_BYTES },
      (_request, body, done) => done(null, new URLSearchParams(body as string)),
    )
    const inputOf = (request: FastifyRequest<Route>, lang: unknown): AnswerPageInput => ({
      nonce: request.nonce,
      words: answerWords(lang),
      path: `/answer/${encodeURIComponent(request.params.token)}`,
    })

    scope.get<Route>('/answer/:token', async (request, reply) => {
      const input = inputOf(request, request.query.lang)
      const asked = await look(request, request.params.token)
      if (!asked) return send(request, reply.code(429), laterPage(input))
      return send(request, reply.code(STATUS[asked.state]), pageFor(input, asked))
    })

    scope.post<Route>('/answer/:token', async (request, reply) => {
      const { token } = request.params
      const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams()
      const lang = form.get('lang')
      const input = inputOf(request, lang)
      const asked = await look(request, token)
      if (!asked) return send(request, reply.code(429), laterPage(input))
      if (asked.state === 'live') {
        const draft = draftOf(form)
        const fault = faultOf(draft, input.words)
        if (fault !== undefined)
          return send(request, reply.code(400), askPage(input, asked.issue, draft, fault))
        const answer = { isSolved: draft.solved === 'yes', satisfaction: draft.satisfaction }
        await answerByLink(app, token, answer, draft.words)
      }
      // Whoever was quicker, or came too late: the link itself says what has become of it.
      return reply.redirect(`${input.path}${lang === 'en' ? '?lang=en' : ''}`, 303)
    })
  })
}
