/** A notice in one sentence, in both languages, for messengers and for the notifications of a browser. */
import { issueClassOf, isIssueClass } from '../../../shared/standards/issueClasses.ts'
import { DEPARTMENTS } from '../../../shared/standards/departments.ts'
import type { NoticeContent, NoticeLanguage, Told } from '../../../shared/issues/notices.ts'

interface Words {
  told: Record<Told, string>
  state: Record<string, string>
  due: string
  noUnit: string
  comma: string
  target: string
  trial: string
}

const ZH: Words = {
  told: {
    reported: '新诉求',
    dispatched: '已派遣',
    returned: '已回退',
    sentBack: '核查退回',
    escalated: '督办',
    reopened: '重新打开',
    dueSoon: '即将超期',
    late: '已超期',
    takenBack: '已撤销',
    trial: '试发',
  },
  state: {
    new: '待立案',
    dispatched: '已派遣',
    inHand: '处理中',
    toVerify: '待核查',
    hung: '挂账',
    closed: '已结案',
  },
  due: '时限',
  noUnit: '未关联辖区',
  comma: '，',
  target: '承办',
  trial: '这是一刻格的试发消息，没有对应的诉求。',
}

const EN: Words = {
  told: {
    reported: 'New issue',
    dispatched: 'Dispatched',
    returned: 'Returned',
    sentBack: 'Sent back',
    escalated: 'Escalated',
    reopened: 'Reopened',
    dueSoon: 'Due soon',
    late: 'Late',
    takenBack: 'Taken back',
    trial: 'Trial',
  },
  state: {
    new: 'New',
    dispatched: 'Dispatched',
    inHand: 'In hand',
    toVerify: 'To verify',
    hung: 'Hung',
    closed: 'Closed',
  },
  due: 'due',
  noUnit: 'no unit',
  comma: ', ',
  target: 'with',
  trial: 'This is a trial from Quarterhour; no issue stands behind it.',
}

const wordsOf = (language: NoticeLanguage): Words => (language === 'en' ? EN : ZH)
const inWords = (
  language: NoticeLanguage,
  both: { zh: string; en: string } | undefined,
): string | undefined => both && (language === 'en' ? both.en : both.zh)

/** The name of a class and its subclass; the key itself where an office has one of its own. */
export function classWords(language: NoticeLanguage, key: string, subclass: string): string {
  const known = isIssueClass(key) ? issueClassOf(key) : undefined
  const sub = known?.subclasses.find((one) => one.subclass === subclass)
  return inWords(language, sub) ?? inWords(language, known) ?? key
}

export const departmentName = (language: NoticeLanguage, key: string): string =>
  inWords(
    language,
    DEPARTMENTS.find(({ department }) => department === key),
  ) ?? key

export const stateWords = (language: NoticeLanguage, state: string): string =>
  wordsOf(language).state[state] ?? state

const shanghai = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
})

/** What happened, and to which issue. */
export function titleOf(content: NoticeContent, language: NoticeLanguage): string {
  const words = wordsOf(language)
  const what = content.of
    ? `${words.told.takenBack} · ${words.told[content.of]}`
    : words.told[content.occurrence]
  return `${what} ${content.issue.number}`
}

/** Class, unit, who has it, state, due time. */
export function lineOf({ occurrence, issue }: NoticeContent, language: NoticeLanguage): string {
  const words = wordsOf(language)
  if (occurrence === 'trial') return words.trial
  return [
    classWords(language, issue.class, issue.subclass),
    issue.unit?.name ?? words.noUnit,
    ...(issue.target ? [`${words.target} ${issue.target.name}`] : []),
    stateWords(language, issue.state),
    ...(issue.dueAt ? [`${words.due} ${shanghai.format(new Date(issue.dueAt))}`] : []),
  ].join(words.comma)
}
