/** What the resident's page says, in both languages. Residents are 您. */
export interface AnswerWords {
  lang: 'zh-CN' | 'en'
  /** The other language, in its own words. */
  other: { lang: 'zh-CN' | 'en'; name: string }
  title: string
  ask: string
  what: string
  where: string
  reported: string
  closed: string
  solved: string
  yes: string
  no: string
  noHint: string
  satisfied: string
  satisfiedHint: string
  /** From 1 to 5. */
  scores: readonly [string, string, string, string, string]
  words: string
  wordsHint: string
  send: string
  privacy: string
  missing: string
  tooLong: string
  thanks: string
  thanksSolved: string
  thanksNotSolved: string
  once: string
  expired: string
  expiredNext: string
  unknown: string
  unknownNext: string
  later: string
  laterNext: string
}

const ZH: AnswerWords = {
  lang: 'zh-CN',
  other: { lang: 'en', name: 'English' },
  title: '回访评价',
  ask: '您反映的事，办得怎么样？',
  what: '事项',
  where: '地点',
  reported: '上报',
  closed: '办结',
  solved: '问题解决了吗？',
  yes: '解决了',
  no: '没有解决',
  noHint: '选“没有解决”，这件事会重新交办。',
  satisfied: '您对办理满意吗？',
  satisfiedHint: '可不选',
  scores: ['很不满意', '不满意', '一般', '满意', '很满意'],
  words: '还想说些什么',
  wordsHint: '可不填，500 字以内。请不要写姓名、电话、身份证号。',
  send: '提交评价',
  privacy: '评价只用于办理这件事和改进工作。每个链接只能评价一次。',
  missing: '请选择问题是否解决。',
  tooLong: '文字请在 500 字以内。',
  thanks: '谢谢，您的评价已收到',
  thanksSolved: '很高兴问题已经解决。这件事到此办完，不需要您再做什么。',
  thanksNotSolved: '这件事已经重新交办，您说的情况已转给承办人员。再次办结后，我们会再来问您。',
  once: '这个链接已用过，不能再次评价。如要补充，请联系社区。',
  expired: '这个链接已过期',
  expiredNext: '评价链接 7 天内有效。如仍想评价，请联系社区，工作人员会给您新的链接。',
  unknown: '这个链接无效',
  unknownNext: '链接可能不完整，或者已经停用。请从收到的消息里重新打开，或联系社区。',
  later: '请稍后再试',
  laterNext: '尝试次数过多。请过一分钟再打开，您的链接没有失效。',
}

const EN: AnswerWords = {
  lang: 'en',
  other: { lang: 'zh-CN', name: '中文' },
  title: 'Your answer',
  ask: 'What you reported: how did it go?',
  what: 'What',
  where: 'Where',
  reported: 'Reported',
  closed: 'Closed',
  solved: 'Is it solved?',
  yes: 'Yes, solved',
  no: 'No, not solved',
  noHint: 'With “No” the matter is taken up again.',
  satisfied: 'Are you satisfied?',
  satisfiedHint: 'optional',
  scores: ['Not at all', 'No', 'Partly', 'Yes', 'Very'],
  words: 'Anything else',
  wordsHint: 'Optional, up to 500 characters. Please give no names, phone or identity numbers.',
  send: 'Send',
  privacy: 'Your answer serves this matter and our work alone. Each link can be answered once.',
  missing: 'Please say whether it is solved.',
  tooLong: 'Please write up to 500 characters.',
  thanks: 'Thank you, your answer has arrived',
  thanksSolved: 'We are glad that it is solved. Nothing more is needed from you.',
  thanksNotSolved:
    'The matter has been taken up again, with what you said. Once it is closed again, we will ask you again.',
  once: 'This link has been used and cannot be answered again. To add something, please contact your community.',
  expired: 'This link has expired',
  expiredNext: 'Links are good for 7 days. If you still wish to answer, ask your community for a new one.',
  unknown: 'This link is not valid',
  unknownNext:
    'It may be incomplete, or no longer in use. Open it again from the message, or contact your community.',
  later: 'Please try again later',
  laterNext: 'There were too many attempts. Wait a minute and open it again; your link is still good.',
}

/** Chinese unless English is asked for. */
export const answerWords = (lang: unknown): AnswerWords => (lang === 'en' ? EN : ZH)
