/** A table to fill in, with the words of the language that the page is in: the import knows them again. */
import { addDays, today } from '../../../shared/domain/dates.ts'
import type { Table } from '../../circles/export/tables.ts'
import type { Translate } from '../../i18n/i18n.ts'
import { issueClassName } from '../../i18n/vocabulary.ts'

const FIELDS = [
  'unit',
  'person',
  'skills',
  'days',
  'shiftFrom',
  'shiftTo',
  'leaveFrom',
  'leaveTo',
  'leaveKind',
  'deputy',
] as const

/** Examples that can be imported as they are: a week, a single night, a leave with who acts meanwhile. */
export function templateTable(t: Translate, unit: string): Table {
  const [one, other] = [t('duty.template.one'), t('duty.template.other')]
  const night = addDays(today(), 7)
  const holiday = addDays(today(), 14)
  return {
    name: t('duty.template.name'),
    head: FIELDS.map((field) => t(`target.${field}`)),
    rows: [
      [unit, one, issueClassName('greening'), t('duty.template.days'), '08:00', '17:30', '', '', '', other],
      [unit, other, '', night, '18:00', '06:00', '', '', '', ''],
      [unit, one, '', '', '', '', holiday, addDays(holiday, 1), t('duty.leaveKind.annual'), ''],
    ],
  }
}
