/**
 * `/opinion/<token>`: a resident's opinion on a plan, without signing in. Asked for, it only looks; the form's POST
 * answers once. Whoever tries many links that are not known has to wait.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import {
  choiceCount,
  fitsQuestions,
  LONGEST_REMARK,
  type Question,
} from '../../shared/plans/opinionRecord.ts'
import type { App } from '../app/app.ts'
import { answerByLink, type AskedByLink, askedByLink } from '../services/plans/opinions/answers.ts'
import {
  askOpinionPage,
  type OpinionDraft,
  opinionLaterPage,
  type OpinionPageInput,
  saidPage,
} from './opinionPage.ts'
import { opinionWords, type OpinionWords } from './opinionWords.ts'
import { plainPagePolicy } from './plainPage.ts'

/** 300 characters of four bytes each, percent-encoded, and the rest of the form. */
const FORM_LIMIT_BYTES = 8 * 1024
const STATUS = { open: 200, used: 200, coming: 200, closed: 410, unknown: 404 } as const

interface Route {
  Params: { token: string }
  Querystring: { lang?: unknown }
}

/** What was filled in; what a form of ours cannot hold counts as not filled in. */
function draftOf(form: URLSearchParams, questions: readonly Question[]): OpinionDraft {
  return {
    choices: questions.map((question, i) => {
      const value = form.get(`q${i}`) ?? ''
      return /^\d$/.test(value) && Number(value) < choiceCount(question) ? Number(value) : null
    }),
    // A browser counts a line's end as one character and sends two; the database takes no NUL.
    remark: (form.get('remark') ?? '').replace(/\r\n?/g, '\n').replaceAll('\0', '').trim(),
  }
}

const faultOf = (
  { choices, remark }: OpinionDraft,
  questions: readonly Question[],
  words: OpinionWords,
): string | undefined =>
  !fitsQuestions(choices, questions)
    ? words.missing
    : remark.length > LONGEST_REMARK
      ? words.tooLong
      : undefined

export async function opinionRoutes(server: FastifyInstance, app: App): Promise<void> {
  const send = (request: FastifyRequest, reply: FastifyReply, page: string): FastifyReply =>
    reply
      .header('content-security-policy', plainPagePolicy(request.nonce))
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(page)

  /** What stands behind the link; undefined while the address has to wait. A link that is known guesses nothing. */
  const look = async (request: FastifyRequest, token: string): Promise<AskedByLink | undefined> => {
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
    const inputOf = (request: FastifyRequest<Route>, lang: unknown): OpinionPageInput => ({
      nonce: request.nonce,
      words: opinionWords(lang),
      path: `/opinion/${encodeURIComponent(request.params.token)}`,
    })

    scope.get<Route>('/opinion/:token', async (request, reply) => {
      const input = inputOf(request, request.query.lang)
      const asked = await look(request, request.params.token)
      if (!asked) return send(request, reply.code(429), opinionLaterPage(input))
      const page = asked.state === 'open' ? askOpinionPage(input, asked) : saidPage(input, asked)
      return send(request, reply.code(STATUS[asked.state]), page)
    })

    scope.post<Route>('/opinion/:token', async (request, reply) => {
      const { token } = request.params
      const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams()
      const lang = form.get('lang')
      const input = inputOf(request, lang)
      const asked = await look(request, token)
      if (!asked) return send(request, reply.code(429), opinionLaterPage(input))
      if (asked.state === 'open') {
        const { questions } = asked.survey
        const draft = draftOf(form, questions)
        const fault = faultOf(draft, questions, input.words)
        if (fault !== undefined)
          return send(request, reply.code(400), askOpinionPage(input, asked, draft, fault))
        await answerByLink(app, token, draft.choices, draft.remark)
      }
      // Whoever was quicker, or came too late: the link itself says what has become of it.
      return reply.redirect(`${input.path}${lang === 'en' ? '?lang=en' : ''}`, 303)
    })
  })
}
