/** Issues 案件: what a resident or worker reports. Foreign class words are kept where they are no class of ours. */
import { findIssueClass, isIssueClass, issueClassOf } from '../../../shared/standards/issueClasses.ts'
import type { IssueState } from '../../../shared/domain/place.ts'
import { toldHistory, type ToldTimes } from '../../../shared/issues/toldHistory.ts'
import type { Cells } from './cells.ts'
import { type RowImporter, asGeometry, note } from './importer.ts'
import { representativePoint } from './representativePoint.ts'

const STATES: Readonly<Record<string, IssueState>> = {
  new: 'new',
  open: 'new',
  待受理: 'new',
  待立案: 'new',
  新建: 'new',
  已受理: 'new',
  待派遣: 'new',
  dispatched: 'dispatched',
  已派遣: 'dispatched',
  已派单: 'dispatched',
  待处理: 'dispatched',
  acknowledged: 'dispatched',
  inhand: 'inHand',
  'in progress': 'inHand',
  pending: 'inHand',
  处理中: 'inHand',
  办理中: 'inHand',
  toverify: 'toVerify',
  待核查: 'toVerify',
  核查中: 'toVerify',
  hung: 'hung',
  挂账: 'hung',
  'on hold': 'hung',
  closed: 'closed',
  resolved: 'closed',
  completed: 'closed',
  已结案: 'closed',
  结案: 'closed',
  已办结: 'closed',
  办结: 'closed',
}

const isReopened = ({ closedAt, reopenedAt }: Pick<ToldTimes, 'closedAt' | 'reopenedAt'>): boolean =>
  closedAt !== null && reopenedAt !== null && closedAt <= reopenedAt

function stateOf(cells: Cells, times: Pick<ToldTimes, 'closedAt' | 'reopenedAt'>): IssueState | null {
  const text = cells.text('state')
  if (text === null) return isReopened(times) ? 'new' : times.closedAt === null ? null : 'closed'
  const state = STATES[text.toLowerCase()]
  if (!state) cells.fault('state', text, 'fault.expected.issueState')
  return state ?? null
}

function classOf(cells: Cells): { class: string; subclass: string; subject: string | null } {
  const [classText, subclassText] = [cells.text('class'), cells.text('subclass')]
  const found =
    classText !== null && isIssueClass(classText)
      ? { class: classText, subclass: null }
      : ((subclassText === null ? null : findIssueClass(subclassText)) ??
        (classText === null ? null : findIssueClass(classText)))
  if (!found) return { class: classText ?? 'other', subclass: subclassText ?? '', subject: null }
  return {
    class: found.class,
    subclass: subclassText ?? found.subclass ?? '',
    subject: issueClassOf(found.class).subject,
  }
}

function historyText(times: ToldTimes, state: IssueState): string | null {
  const events = toldHistory(times, state)
  return events.length === 0 ? null : JSON.stringify(events)
}

const STEP_TIMES = ['acceptedAt', 'dispatchedAt', 'handledAt', 'closedAt', 'reopenedAt'] as const

/** Faults of times that cannot be of one life. */
function checkTimes(cells: Cells, times: ToldTimes, state: IssueState | null): void {
  const fault = (target: keyof ToldTimes, expected: Parameters<Cells['fault']>[2]): void =>
    cells.fault(target, cells.text(target), expected)
  const { reportedAt, closedAt, reopenedAt } = times
  for (const target of STEP_TIMES) {
    const at = times[target]
    if (at === null) continue
    if (at < reportedAt) fault(target, 'fault.expected.notBeforeReport')
    else if (closedAt !== null && at > closedAt && reopenedAt === null)
      fault(target, 'fault.expected.notAfterClosing')
  }
  if (closedAt === null || state === null) return
  if (isReopened(times) && state === 'closed') fault('closedAt', 'fault.expected.notBeforeReopening')
  if (!isReopened(times) && state !== 'closed') fault('closedAt', 'fault.expected.noClosing')
}

export const issueImporter: RowImporter = {
  table: 'issue',
  columns: {
    id: 'text',
    class: 'text',
    subclass: 'text',
    subject: 'text',
    description: 'text',
    address: 'text',
    reported_at: 'timestamptz',
    due_at: 'timestamptz',
    closed_at: 'timestamptz',
    state: 'text',
    location: 'geometry',
    stated_unit: 'text',
    content_hash: 'text',
  },
  stagedOnly: { history: 'jsonb' },
  parse(cells, place, context) {
    const id = cells.required('id')
    cells.required('reportedAt')
    const reportedAt = cells.instant('reportedAt')
    const dueAt = cells.instant('dueAt')
    const times = {
      acceptedAt: cells.instant('acceptedAt'),
      dispatchedAt: cells.instant('dispatchedAt'),
      handledAt: cells.instant('handledAt'),
      closedAt: cells.instant('closedAt'),
      reopenedAt: cells.instant('reopenedAt'),
    }
    const state = stateOf(cells, times)
    const at = representativePoint(place)
    if (cells.faults.length > 0 || reportedAt === null) return null
    checkTimes(cells, { reportedAt, ...times }, state)
    if (cells.faults.length > 0) return null
    if (state === null) note(context, 'notice.noState')
    if (times.reopenedAt !== null && !isReopened(times)) note(context, 'notice.reopenedUntold')
    const { closedAt, ...others } = times
    const said = {
      id,
      ...classOf(cells),
      description: cells.text('description') ?? '',
      address: cells.text('address') ?? '',
      reported_at: reportedAt,
      due_at: dueAt,
      closed_at: isReopened(times) ? null : closedAt,
      state: state ?? 'new',
      location: at === null ? null : asGeometry({ type: 'Point', coordinates: at }),
      stated_unit: cells.text('unit'),
    }
    return {
      id,
      rowNumber: cells.row.rowNumber,
      data: {
        ...said,
        // Files without such times keep the hash that they had before these were read.
        content_hash: context.vault.fingerprint([
          ...Object.values(said),
          ...Object.entries(others).flatMap(([target, time]) => (time === null ? [] : [target, time])),
          ...(isReopened(times) ? [closedAt] : []),
        ]),
        history: historyText({ reportedAt, ...times }, said.state),
      },
    }
  },
}
