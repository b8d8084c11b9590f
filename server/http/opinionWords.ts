/** What the page says that asks residents for opinion on a plan, in both languages. Residents are 您. */
export interface OpinionWords {
  lang: 'zh-CN' | 'en'
  /** The other language, in its own words. */
  other: { lang: 'zh-CN' | 'en'; name: string }
  title: string
  plan: string
  scope: string
  purpose: string
  until: string
  yes: string
  no: string
  optional: string
  remark: string
  remarkHint: string
  send: string
  privacy: string
  missing: string
  tooLong: string
  thanks: string
  thanksNext: string
  coming: string
  comingNext: string
  closed: string
  closedNext: string
  unknown: string
  unknownNext: string
  later: string
  laterNext: string
}

const ZH: OpinionWords = {
  lang: 'zh-CN',
  other: { lang: 'en', name: 'English' },
  title: '征求意见',
  plan: '方案',
  scope: '范围',
  purpose: '为什么调整',
  until: '截止',
  yes: '是',
  no: '否',
  optional: '可不选',
  remark: '还想说些什么',
  remarkHint: '可不填，300 字以内。请不要写姓名、电话、身份证号。',
  send: '提交意见',
  privacy:
    '不记名：不问您是谁，也不把答复与这个链接记在一起。截止以后才看结果，少于 5 人答复的不显示。每个链接只能答复一次。',
  missing: '请至少回答一个问题。',
  tooLong: '文字请在 300 字以内。',
  thanks: '谢谢，您的意见已收到',
  thanksNext: '这个链接已用过，不能再次答复。如要补充，请联系社区。',
  coming: '征求意见还没有开始',
  comingNext: '开始日期：',
  closed: '征求意见已截止',
  closedNext: '如仍想反映，请联系社区。',
  unknown: '这个链接无效',
  unknownNext: '链接可能不完整，或者已经停用。请从收到的消息里重新打开，或联系社区。',
  later: '请稍后再试',
  laterNext: '尝试次数过多。请过一分钟再打开，您的链接没有失效。',
}

const EN: OpinionWords = {
  lang: 'en',
  other: { lang: 'zh-CN', name: '中文' },
  title: 'Your opinion',
  plan: 'Plan',
  scope: 'Area',
  purpose: 'Why',
  until: 'Open until',
  yes: 'Yes',
  no: 'No',
  optional: 'optional',
  remark: 'Anything else',
  remarkHint: 'Optional, up to 300 characters. Please give no names, phone or identity numbers.',
  send: 'Send',
  privacy:
    'Nobody asks who you are, and what you say is not kept with this link. Results are looked at after the end, and not of fewer than 5 people. Each link can be answered once.',
  missing: 'Please answer one question at least.',
  tooLong: 'Please write up to 300 characters.',
  thanks: 'Thank you, your opinion has arrived',
  thanksNext:
    'This link has been used and cannot be answered again. To add something, please contact your community.',
  coming: 'This has not begun yet',
  comingNext: 'It begins on ',
  closed: 'This is closed',
  closedNext: 'If you still wish to say something, please contact your community.',
  unknown: 'This link is not valid',
  unknownNext:
    'It may be incomplete, or no longer in use. Open it again from the message, or contact your community.',
  later: 'Please try again later',
  laterNext: 'There were too many attempts. Wait a minute and open it again; your link is still good.',
}

/** Chinese unless English is asked for. */
export const opinionWords = (lang: unknown): OpinionWords => (lang === 'en' ? EN : ZH)
