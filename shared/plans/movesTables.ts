/**
 * Who changes, as tables for files: homes, open issues, workers. Their heads stand here and not in the page's catalogue: the
 * command line writes the same files.
 */
import { ISSUE_CLASSES } from '../standards/issueClasses.ts'
import type { LetterLanguage } from './letter.ts'
import { type Carer, type MovedIssue, personText, type PlanMoves } from './planMoves.ts'
import type { MovedHome } from './planRecord.ts'

export type FileLanguage = LetterLanguage

export interface FileTable {
  name: string
  head: string[]
  rows: (string | number | null)[][]
}

const WORDS = {
  'zh-CN': {
    homes: '换网格的楼栋',
    issues: '改归属的诉求',
    workers: '人员负荷',
    building: '楼栋编码',
    address: '地址',
    households: '户数',
    people: '人口',
    fromCode: '原网格编码',
    from: '原网格',
    fromCarers: '原负责人',
    toCode: '新网格编码',
    to: '新网格',
    toCarers: '新负责人',
    issue: '诉求编号',
    class: '类别',
    due: '期限',
    worker: '姓名',
    role: '职责',
    gridsBefore: '调整前网格',
    householdsBefore: '调整前户数',
    issuesBefore: '调整前未结诉求',
    gridsAfter: '调整后网格',
    householdsAfter: '调整后户数',
    issuesAfter: '调整后未结诉求',
    leader: '网格长',
    specialist: '专员',
    gridWorker: '网格员',
    join: '、',
  },
  en: {
    homes: 'Buildings that change grid',
    issues: 'Open issues that move',
    workers: 'Load of workers',
    building: 'Building',
    address: 'Address',
    households: 'Households',
    people: 'People',
    fromCode: 'Code of old grid',
    from: 'Old grid',
    fromCarers: 'Cared for until then by',
    toCode: 'Code of new grid',
    to: 'New grid',
    toCarers: 'Cared for from then by',
    issue: 'Issue',
    class: 'Class',
    due: 'Due',
    worker: 'Name',
    role: 'Role',
    gridsBefore: 'Grids before',
    householdsBefore: 'Households before',
    issuesBefore: 'Open issues before',
    gridsAfter: 'Grids after',
    householdsAfter: 'Households after',
    issuesAfter: 'Open issues after',
    leader: 'Grid leader',
    specialist: 'Specialist',
    gridWorker: 'Grid worker',
    join: ', ',
  },
} as const

const classWords = new Map(ISSUE_CLASSES.map((row) => [row.class, row]))

export function movesTables(
  moves: PlanMoves,
  homes: readonly MovedHome[],
  issues: readonly MovedIssue[],
  language: FileLanguage,
): FileTable[] {
  const words = WORDS[language]
  const byCode = new Map(moves.grids.map((grid) => [grid.code, grid]))
  const nameOf = (code: string | null): string => (code === null ? '' : (byCode.get(code)?.name ?? code))
  const roleOf = (role: string): string =>
    role === 'leader' ? words.leader : role === 'specialist' ? words.specialist : words.gridWorker
  const carers = (code: string | null, when: 'before' | 'after'): string =>
    (code === null ? [] : (byCode.get(code)?.[when] ?? []))
      .map((carer: Carer) => `${roleOf(carer.role)} ${personText(carer)}`)
      .join(words.join)
  const classOf = (issueClass: string): string => {
    const row = classWords.get(issueClass)
    return row ? (language === 'en' ? row.en : row.zh) : issueClass
  }
  const way = (from: string | null, to: string | null): (string | null)[] => [
    from,
    nameOf(from),
    carers(from, 'before'),
    to,
    nameOf(to),
    carers(to, 'after'),
  ]
  const wayHead = [words.fromCode, words.from, words.fromCarers, words.toCode, words.to, words.toCarers]
  return [
    {
      name: words.homes,
      head: [words.building, words.address, words.households, words.people, ...wayHead],
      rows: homes.map(({ building, address, households, people, from, to }) => [
        building,
        address,
        households,
        people,
        ...way(from, to),
      ]),
    },
    {
      name: words.issues,
      head: [words.issue, words.class, words.due, ...wayHead],
      rows: issues.map((issue) => [
        issue.id,
        classOf(issue.class),
        issue.dueAt,
        ...way(issue.from, issue.to),
      ]),
    },
    {
      name: words.workers,
      head: [
        words.worker,
        words.role,
        words.gridsBefore,
        words.householdsBefore,
        words.issuesBefore,
        words.gridsAfter,
        words.householdsAfter,
        words.issuesAfter,
      ],
      rows: moves.workers.map(({ before, after, role, ...worker }) => [
        personText(worker),
        roleOf(role),
        before.grids.map(nameOf).join(words.join),
        before.households,
        before.openIssues,
        after.grids.map(nameOf).join(words.join),
        after.households,
        after.openIssues,
      ]),
    },
  ]
}
