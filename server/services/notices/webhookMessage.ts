/**
 * What goes over the wire: the product's own document, signed, or the text message of a messenger, signed as that
 * messenger asks; and whether the answer means that it was taken. Written anew for each try, the same but for the time.
 */
import { createHmac } from 'node:crypto'
import type { NoticeContent, NoticeFormat, NoticeLanguage } from '../../../shared/issues/notices.ts'
import type { Posted } from './post.ts'
import { classWords, lineOf, stateWords, titleOf } from './noticeWords.ts'

export interface Outgoing {
  key: string
  content: NoticeContent
  format: NoticeFormat
  language: NoticeLanguage
  address: string
  secret: string | null
}

export interface Message {
  url: string
  body: string
  headers: Record<string, string>
}

const hmac = (secret: string, text: string) => createHmac('sha256', secret).update(text)

/** `v1=` and the HMAC-SHA256, in hex, of the time in seconds, a full stop and the body. */
export const signatureOf = (secret: string, timestamp: string, body: string): string =>
  `v1=${hmac(secret, `${timestamp}.${body}`).digest('hex')}`

const textOf = ({ content, language }: Outgoing): string =>
  [titleOf(content, language), lineOf(content, language), content.link].join('\n')

function ownDocument({ key, content, language }: Outgoing): string {
  const { issue } = content
  return JSON.stringify({
    version: 1,
    id: key,
    ...content,
    title: titleOf(content, language),
    issue: {
      ...issue,
      className: classWords(language, issue.class, issue.subclass),
      stateName: stateWords(language, issue.state),
    },
  })
}

const MAKERS: Record<NoticeFormat, (out: Outgoing, seconds: string) => Message> = {
  json(out, seconds) {
    const body = ownDocument(out)
    const signed: Record<string, string> = out.secret
      ? { 'x-quarterhour-signature': signatureOf(out.secret, seconds, body) }
      : {}
    return {
      url: out.address,
      body,
      headers: {
        'x-quarterhour-delivery': out.key,
        'x-quarterhour-occurrence': out.content.occurrence,
        'x-quarterhour-timestamp': seconds,
        ...signed,
      },
    }
  },
  wecom: (out) => ({
    url: out.address,
    body: JSON.stringify({ msgtype: 'text', text: { content: textOf(out) } }),
    headers: {},
  }),
  // Signed in the address: milliseconds, and the HMAC of them and the secret under the secret.
  dingtalk(out, seconds) {
    const url = new URL(out.address)
    if (out.secret) {
      const milliseconds = `${seconds}000`
      url.searchParams.set('timestamp', milliseconds)
      url.searchParams.set('sign', hmac(out.secret, `${milliseconds}\n${out.secret}`).digest('base64'))
    }
    return {
      url: url.href,
      body: JSON.stringify({ msgtype: 'text', text: { content: textOf(out) } }),
      headers: {},
    }
  },
  // Signed in the body: the HMAC of nothing under the seconds and the secret.
  feishu: (out, seconds) => ({
    url: out.address,
    body: JSON.stringify({
      ...(out.secret
        ? { timestamp: seconds, sign: hmac(`${seconds}\n${out.secret}`, '').digest('base64') }
        : {}),
      msg_type: 'text',
      content: { text: textOf(out) },
    }),
    headers: {},
  }),
}

export function messageOf(out: Outgoing, now = Date.now()): Message {
  const made = MAKERS[out.format](out, String(Math.floor(now / 1000)))
  return {
    ...made,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'user-agent': 'Quarterhour',
      ...made.headers,
    },
  }
}

/** Messengers say 200 and put their refusal into the body. */
function codeOf(text: string): number | undefined {
  try {
    const { errcode, code, StatusCode } = JSON.parse(text) as Record<string, unknown>
    const found = errcode ?? code ?? StatusCode
    return typeof found === 'number' ? found : undefined
  } catch {
    return undefined
  }
}

/** @returns why it was not taken, a key of the catalogue; null when it was */
export function refusalInAnswer(format: NoticeFormat, { status, text }: Posted): string | null {
  if (status >= 300 && status < 400) return 'redirected'
  if (status < 200 || status > 299) return 'badStatus'
  return format !== 'json' && codeOf(text) !== 0 ? 'messengerRefused' : null
}
