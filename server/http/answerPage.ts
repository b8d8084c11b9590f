/**
 * The resident's pages: what was reported, three questions, thanks, and what a link that is no good any more says.
 * Made for a phone in one hand. They name no person and hold no script.
 */
import { dayAt } from '../../shared/domain/dates.ts'
import { findIssueClass, ISSUE_CLASSES } from '../../shared/standards/issueClasses.ts'
import type { AskedIssue } from '../db/answerLinks.ts'
import type { AnswerWords } from './answerWords.ts'
import { escaped, plainPage } from './plainPage.ts'

export interface AnswerDraft {
  solved: 'yes' | 'no' | null
  /** 1 to 5. */
  satisfaction: number | null
  words: string
}

export const EMPTY_ANSWER: AnswerDraft = { solved: null, satisfaction: null, words: '' }
export const MOST_WORDS = 500

/** Of pages that ask residents something. */
export const FORM_STYLE = `
body{grid-template-columns:minmax(0,440px)}
main{gap:20px}
header{display:flex;align-items:center;justify-content:space-between;gap:12px;color:var(--soft)}
header span{display:flex;align-items:center;gap:8px}
header a{display:inline-flex;align-items:center;min-height:44px;padding:0 8px;margin-right:-8px}
header a[lang]{color:var(--accent)}
h1{font-size:20px;line-height:1.4}
form{display:flex;flex-direction:column;gap:20px}
dl{display:grid;grid-template-columns:auto 1fr;gap:6px 16px;margin:0;padding:12px 16px;border-radius:8px;background:var(--sunk)}
dt{color:var(--soft)}
dd{margin:0;overflow-wrap:anywhere}
fieldset{margin:0;padding:0;border:0;min-width:0}
legend,label.text{display:block;margin:0 0 8px;padding:0;font-size:16px;font-weight:600}
small{color:var(--soft);font-size:12px;font-weight:400}
.hint{margin:6px 0 0;color:var(--soft);font-size:12px}
.two,.five{display:grid;gap:8px}
.two{grid-template-columns:1fr 1fr}
.five{grid-template-columns:repeat(5,1fr)}
.two label,.five label{position:relative}
.two input,.five input{position:absolute;inset:0;width:100%;height:100%;margin:0;opacity:0;cursor:pointer}
.two span,.five span{display:flex;flex-direction:column;align-items:center;justify-content:center;box-sizing:border-box;min-height:52px;padding:6px 4px;border:1px solid var(--line-strong);border-radius:8px;text-align:center;line-height:1.3}
.two span{font-size:16px}
.five span{font-size:12px}
.five b{font-size:16px}
input:checked+span{border-color:var(--accent);background:var(--chosen);box-shadow:inset 0 0 0 1px var(--accent)}
input:focus-visible+span{outline:2px solid var(--accent);outline-offset:2px}
textarea{box-sizing:border-box;width:100%;min-height:88px;padding:10px 12px;border:1px solid var(--line-strong);border-radius:8px;background:var(--surface);color:inherit;font:inherit;font-size:16px;resize:vertical}
textarea:focus-visible,header a:focus-visible{outline:2px solid var(--accent);outline-offset:1px}
.fault{padding:10px 12px;border-radius:8px;background:var(--fault);color:var(--on-fault)}
button{min-height:48px;font-size:16px}
:root{--line-strong:#8592a3;--chosen:#e6eefb;--fault:#fbe9ee;--on-fault:#b3123f}
@media(prefers-color-scheme:dark){:root{--line-strong:#5d6b7c;--chosen:#1d3154;--fault:#43192a;--on-fault:#ff7d9c}}
@media(max-width:767px){body{place-content:start stretch;padding:0;background:var(--surface)}main{min-height:100vh;padding:12px 20px 32px;border:0;border-radius:0;box-shadow:none}}
`

export interface AnswerPageInput {
  nonce: string
  words: AnswerWords
  /** Where this page is, without its query. */
  path: string
}

function answerPage({ nonce, words, path }: AnswerPageInput, content: string): string {
  const { other } = words
  const query = other.lang === 'en' ? '?lang=en' : ''
  return plainPage({
    nonce,
    lang: words.lang,
    title: `${words.title} · 一刻格 Quarterhour`,
    style: FORM_STYLE,
    brand: `<header><span><img src="/icon.svg" alt="" width="24" height="24">${words.title}</span><a href="${escaped(path)}${query}" lang="${other.lang}" hreflang="${other.lang}">${other.name}</a></header>`,
    content,
  })
}

/** The class in the language of the page; a word of another system stands for itself. */
function nameOf(issue: AskedIssue, { lang }: AnswerWords): string {
  const named = ({ zh, en }: { zh: string; en: string }): string => (lang === 'en' ? en : zh)
  const row = ISSUE_CLASSES.find((one) => one.class === (findIssueClass(issue.class)?.class ?? issue.class))
  const sub = row?.subclasses.find((one) => one.subclass === issue.subclass)
  return sub ? named(sub) : row ? named(row) : issue.class
}

const day = (instant: string): string => dayAt(new Date(instant))

function factsOf(issue: AskedIssue, words: AnswerWords): string {
  const place = [issue.street, issue.community].filter((name): name is string => name !== null).join(' ')
  const facts: readonly (readonly [string, string])[] = [
    [words.what, nameOf(issue, words)],
    ...(place === '' ? [] : [[words.where, place] as const]),
    [words.reported, day(issue.reportedAt)],
    ...(issue.closedAt === null ? [] : [[words.closed, day(issue.closedAt)] as const]),
  ]
  return `<dl>${facts.map(([name, value]) => `<dt>${name}</dt><dd>${escaped(value)}</dd>`).join('')}</dl>`
}

/** One of several answers, as large as a finger. */
export const choice = (name: string, value: string, isChosen: boolean, label: string, more = ''): string =>
  `<label><input type="radio" name="${name}" value="${value}"${isChosen ? ' checked' : ''}${more}><span>${label}</span></label>`

/** The questions. @param fault  what is missing in a form that was sent */
export function askPage(
  input: AnswerPageInput,
  issue: AskedIssue,
  draft: AnswerDraft = EMPTY_ANSWER,
  fault?: string,
): string {
  const { words } = input
  const scores = words.scores.map((label, index) =>
    choice(
      'satisfaction',
      String(index + 1),
      draft.satisfaction === index + 1,
      `<b>${index + 1}</b>${label}`,
    ),
  )
  return answerPage(
    input,
    `<h1>${words.ask}</h1>
${factsOf(issue, words)}
<form method="post">
${fault === undefined ? '' : `<p class="fault" role="alert">${fault}</p>`}
<input type="hidden" name="lang" value="${words.lang}">
<fieldset><legend>${words.solved}</legend>
<div class="two">${choice('solved', 'yes', draft.solved === 'yes', words.yes, ' required')}${choice('solved', 'no', draft.solved === 'no', words.no, ' required')}</div>
<p class="hint">${words.noHint}</p></fieldset>
<fieldset><legend>${words.satisfied} <small>${words.satisfiedHint}</small></legend>
<div class="five">${scores.join('')}</div></fieldset>
<div><label class="text" for="words">${words.words}</label>
<textarea id="words" name="words" maxlength="${MOST_WORDS}" rows="3" aria-describedby="words-hint">${escaped(draft.words)}</textarea>
<p class="hint" id="words-hint">${words.wordsHint}</p></div>
<button type="submit">${words.send}</button>
<p class="hint">${words.privacy}</p>
</form>`,
  )
}

const said = (input: AnswerPageInput, title: string, ...lines: string[]): string =>
  answerPage(input, [`<h1>${title}</h1>`, ...lines.map((line) => `<p>${line}</p>`)].join('\n'))

/** After the answer, and whenever a used link is opened again. */
export const thanksPage = (input: AnswerPageInput, isSolved: boolean): string =>
  said(
    input,
    input.words.thanks,
    isSolved ? input.words.thanksSolved : input.words.thanksNotSolved,
    `<small>${input.words.once}</small>`,
  )

export const expiredPage = (input: AnswerPageInput): string =>
  said(input, input.words.expired, input.words.expiredNext)

/** For links that never were and links that were ended: nobody learns which. */
export const unknownPage = (input: AnswerPageInput): string =>
  said(input, input.words.unknown, input.words.unknownNext)

export const laterPage = (input: AnswerPageInput): string =>
  said(input, input.words.later, input.words.laterNext)
