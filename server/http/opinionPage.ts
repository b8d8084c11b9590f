/** The pages that ask a resident for opinion on a plan. Made for a phone in one hand; they name no person, hold no script. */
import { type Choices, LONGEST_REMARK, type Question } from '../../shared/plans/opinionRecord.ts'
import type { AskedByLink } from '../services/plans/opinions/answers.ts'
import { choice, FORM_STYLE } from './answerPage.ts'
import type { OpinionWords } from './opinionWords.ts'
import { escaped, plainPage } from './plainPage.ts'

const STYLE = `${FORM_STYLE}
.list{display:grid;gap:8px}
.list label{position:relative}
.list input{position:absolute;inset:0;width:100%;height:100%;margin:0;opacity:0;cursor:pointer}
.list span{display:flex;align-items:center;box-sizing:border-box;min-height:48px;padding:8px 14px;border:1px solid var(--line-strong);border-radius:8px;line-height:1.35}
`

export interface OpinionDraft {
  choices: Choices
  remark: string
}

export interface OpinionPageInput {
  nonce: string
  words: OpinionWords
  /** Where this page is, without its query. */
  path: string
}

function opinionPage({ nonce, words, path }: OpinionPageInput, content: string): string {
  const { other } = words
  const query = other.lang === 'en' ? '?lang=en' : ''
  return plainPage({
    nonce,
    lang: words.lang,
    title: `${words.title} · 一刻格 Quarterhour`,
    style: STYLE,
    brand: `<header><span><img src="/icon.svg" alt="" width="24" height="24">${words.title}</span><a href="${escaped(path)}${query}" lang="${other.lang}" hreflang="${other.lang}">${other.name}</a></header>`,
    content,
  })
}

function questionOf(question: Question, index: number, words: OpinionWords, chosen: number | null): string {
  const labels = question.choices.length === 0 ? [words.yes, words.no] : question.choices
  const options = labels.map((label, i) => choice(`q${index}`, String(i), chosen === i, escaped(label)))
  return `<fieldset><legend>${escaped(question.text)}</legend>
<div class="${question.choices.length === 0 ? 'two' : 'list'}">${options.join('')}</div></fieldset>`
}

/** The questions. @param fault  what is missing in a form that was sent */
export function askOpinionPage(
  input: OpinionPageInput,
  { survey, plan }: Extract<AskedByLink, { state: 'open' }>,
  draft?: OpinionDraft,
  fault?: string,
): string {
  const { words } = input
  const facts: readonly (readonly [string, string])[] = [
    [words.plan, plan.name],
    [words.scope, plan.scope],
    ...(plan.purpose === '' ? [] : [[words.purpose, plan.purpose] as const]),
    [words.until, survey.closesOn],
  ]
  return opinionPage(
    input,
    `<h1>${escaped(survey.title)}</h1>
<dl>${facts.map(([name, value]) => `<dt>${name}</dt><dd>${escaped(value)}</dd>`).join('')}</dl>
<form method="post">
${fault === undefined ? '' : `<p class="fault" role="alert">${fault}</p>`}
<input type="hidden" name="lang" value="${words.lang}">
${survey.questions.map((question, i) => questionOf(question, i, words, draft?.choices[i] ?? null)).join('\n')}
<div><label class="text" for="remark">${words.remark}</label>
<textarea id="remark" name="remark" maxlength="${LONGEST_REMARK}" rows="3" aria-describedby="remark-hint">${escaped(draft?.remark ?? '')}</textarea>
<p class="hint" id="remark-hint">${words.remarkHint}</p></div>
<button type="submit">${words.send}</button>
<p class="hint">${words.privacy}</p>
</form>`,
  )
}

const said = (input: OpinionPageInput, title: string, line: string): string =>
  opinionPage(input, `<h1>${title}</h1>\n<p>${escaped(line)}</p>`)

/** What a link says that cannot be answered by. */
export function saidPage(input: OpinionPageInput, asked: Exclude<AskedByLink, { state: 'open' }>): string {
  const { words } = input
  if (asked.state === 'used') return said(input, words.thanks, words.thanksNext)
  if (asked.state === 'coming') return said(input, words.coming, `${words.comingNext}${asked.survey.opensOn}`)
  if (asked.state === 'closed') return said(input, words.closed, words.closedNext)
  return said(input, words.unknown, words.unknownNext)
}

export const opinionLaterPage = (input: OpinionPageInput): string =>
  said(input, input.words.later, input.words.laterNext)
