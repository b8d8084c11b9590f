/** docs/issues.md shows the steps as shared/issues/steps.ts has them, and the rates as shared/issues/rates.ts has them. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { en } from '../../../client/i18n/en/index.ts'
import { zhCN } from '../../../client/i18n/zh-CN/index.ts'
import type { Role } from '../../../shared/domain/access.ts'
import { evidenceRuleOf } from '../../../shared/issues/evidence.ts'
import { type Rate, RATE_RULES, RATES, RESPONSE_LIMITS } from '../../../shared/issues/rates.ts'
import { ISSUE_CLASSES } from '../../../shared/standards/issueClasses.ts'
import { allowedPairs, ruleOf, RULED_STEPS, type RuledStep } from '../../../shared/issues/steps.ts'

const TEXT = readFileSync(join(import.meta.dirname, '../../../docs/issues.md'), 'utf8')

const NAMES: Readonly<Record<RuledStep, string>> = {
  accept: '立案',
  refuse: '不予立案',
  dispatch: '派遣',
  callIn: '请求协同',
  take: '接单',
  feedBack: '反馈办结',
  verify: '核查结案',
  sendBack: '核查退回',
  return: '退单',
  extend: '延期',
  escalate: '升级督办',
  hang: '挂账',
  resume: '恢复办理',
  askResident: '待居民答复',
  residentAnswered: '居民已答复',
  merge: '并案',
  reopen: '重新办理',
  evaluate: '回访评价',
  setAside: '认定不合理',
  countAgain: '恢复计入',
  notReached: '回访未接通',
  endCallBack: '结束回访',
  note: '备注',
}
const WHO: Partial<Record<Role, string>> = {
  administrator: 'administrator',
  commandCentre: 'command centre',
  communityStaff: 'community',
  gridWorker: 'grid worker',
}

function diagram(): string {
  const arrows = new Map<string, string[]>()
  for (const { step, from, to } of allowedPairs()) {
    if (ruleOf(step).to === 'same') continue
    const ends = `${from} --> ${to}`
    arrows.set(ends, [...(arrows.get(ends) ?? []), step])
  }
  return [
    'stateDiagram-v2',
    '  [*] --> new: report',
    ...[...arrows].map(([ends, steps]) => `  ${ends}: ${steps.join(', ')}`),
  ].join('\n')
}

function row(step: RuledStep): string {
  const { from, to, roles, needs, outcome, clock, byAnother, isUndoable } = ruleOf(step)
  const cells = [
    `${step} ${NAMES[step]}`,
    from.join(', '),
    `${to}${outcome ? ` (${outcome})` : ''}`,
    `${roles.map((role) => WHO[role] ?? role).join(', ')}${byAnother ? '; not who fed back' : ''}`,
    needs.join(', ') || '-',
    clock ?? '-',
    isUndoable ? 'yes' : 'no',
  ]
  return `| ${cells.join(' | ')} |`
}

/** Rows of the table below a heading, its head left out. */
const rowsBelow = (heading: string): string[] =>
  TEXT.split(`\n## ${heading}\n`)[1]!
    .split('\n## ')[0]!
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(1)

const COUNTED_ON: Readonly<Record<(typeof RATE_RULES)[Rate]['countedOn'], string>> = {
  reportedAt: 'report',
  decidedAt: 'closing or due time, the first',
  answeredAt: 'first answer',
  verifiedAt: 'verifying',
}

/** The sentences are those of the page. */
function rateRow(rate: Rate): string {
  const { numerator, denominator, counts, countedOn, better } = RATE_RULES[rate]
  const say = (key: string): string =>
    en[key as keyof typeof en]
      .replace('{hours}', String(RESPONSE_LIMITS.clock.amount))
      .replace('{days}', String(RESPONSE_LIMITS.working.amount))
  const cells = [
    `${rate} ${zhCN[`rate.${rate}`]}`,
    say(numerator),
    say(denominator),
    say(counts),
    COUNTED_ON[countedOn],
    better,
  ]
  return `| ${cells.join(' | ')} |`
}

/** One row for all subclasses of a class that have the same rule. */
function evidenceRows(): string[] {
  return ISSUE_CLASSES.flatMap(({ class: issueClass, zh, subclasses }) => {
    const byRule = new Map<string, string[]>()
    for (const { subclass, zh: name } of subclasses) {
      const { photo, withinMeters } = evidenceRuleOf(issueClass, subclass)
      const rule = `${photo} | ${withinMeters === null ? '-' : `${String(withinMeters)} m`}`
      byRule.set(rule, [...(byRule.get(rule) ?? []), name])
    }
    const rules = [...byRule].sort((a, b) => b[1].length - a[1].length)
    return rules.map(
      ([rule, names], index) => `| ${zh}${index === 0 ? '' : `: ${names.join('、')}`} | ${rule} |`,
    )
  })
}

describe('docs/issues.md', () => {
  it('tells what evidence each class asks for', () => {
    expect(rowsBelow('Evidence')).toEqual(evidenceRows())
  })

  it('draws the states and the steps between them', () => {
    expect(/```mermaid\n([^]*?)\n```/.exec(TEXT)?.[1]).toBe(diagram())
  })

  it('tells who may take each step, what it needs, and what it does to the clock', () => {
    expect(rowsBelow('Steps')).toEqual(RULED_STEPS.map(row))
  })

  it('defines each rate as the page does', () => {
    expect(rowsBelow('Figures')).toEqual(RATES.map(rateRow))
  })
})
