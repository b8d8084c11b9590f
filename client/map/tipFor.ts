/** The few words beside the pointer: what it is, and the one figure that is coloured. */
import { ISSUE_STATES, type IssuePoints } from '../../shared/domain/place.ts'
import type { UnitNode } from '../../shared/domain/unit.ts'
import type { Colouring } from '../colouring/colouring.ts'
import { FIGURES } from '../figures.ts'
import { count, figureText } from '../i18n/format.ts'
import { translate, wordFor } from '../i18n/i18n.ts'
import { facilityGroupName, facilityKindName, issueClassName } from '../i18n/vocabulary.ts'
import type { Tip } from './hover.ts'
import type { Found } from './whatIsAt.ts'

interface Known {
  issues: IssuePoints | undefined
  nodes: ReadonlyMap<string, UnitNode>
  colouring: Colouring | null
}

type Words = Omit<Tip, 'x' | 'y'>

function issueTip(index: number, issues: IssuePoints): Words {
  const state = ISSUE_STATES[issues.states[index] ?? 0] ?? 'new'
  const isLate = Boolean(issues.isLate[index])
  return {
    title: issueClassName(issues.classNames[issues.classes[index] ?? 0] ?? ''),
    lines: [wordFor('issueState', state) + (isLate ? ` · ${translate('issue.late')}` : '')],
  }
}

function unitTip(code: string, { nodes, colouring }: Known): Words | null {
  const node = nodes.get(code)
  if (!node) return null
  if (!colouring || colouring.level !== node.level) return { title: node.name, lines: [] }
  const value = colouring.valueByCode.get(code) ?? null
  const figure = FIGURES[colouring.figure]
  const written =
    value === null
      ? translate('legend.noData')
      : `${figureText(figure.format, value)} ${translate(`figureUnit.${figure.id}`)}`
  return { title: node.name, lines: [`${translate(`figure.${figure.id}`)}：${written}`] }
}

export function tipFor(found: Found, known: Known): Words | null {
  switch (found.kind) {
    case 'issue':
      return known.issues ? issueTip(found.index, known.issues) : null
    case 'facility':
      return { title: found.name, lines: [facilityKindName(found.facilityKind)] }
    case 'cluster':
      return {
        title: translate('map.facilitiesHere', { count: found.count }),
        lines: found.groups
          .toSorted((a, b) => b.count - a.count)
          .map(({ group, count: number }) => `${facilityGroupName(group)} ${number}`),
      }
    case 'building':
      return {
        title: found.name,
        lines: [
          ...(found.floors === null ? [] : [translate('building.floors', { count: found.floors })]),
          ...(found.residents === null ? [] : [`${translate('unit.residents')} ${count(found.residents)}`]),
        ],
      }
    case 'unit':
      return unitTip(found.code, known)
  }
}
