/** Every fault as row, field, what was found, what was expected; the file stands above. */
import type { RefObject } from 'react'
import type { ImportReport } from '../../shared/domain/importing.ts'
import { count } from '../i18n/format.ts'
import { say, useT } from '../i18n/i18n.ts'
import { Section } from '../ui/Section.tsx'
import { VirtualTable, type Column } from '../ui/VirtualTable.tsx'
import classes from './Imports.module.css'

type Fault = ImportReport['faults'][number]

interface Props {
  report: ImportReport
  file: string
  scroller: RefObject<HTMLElement | null>
}

const expectedText = ({ expected, facts, found }: Fault): string =>
  say(expected, { found, ...facts }) ?? expected

export function FaultTable({ report, file, scroller }: Props) {
  const t = useT()
  const files = [...new Set(report.faults.map((fault) => fault.file))]
  const columns: Column<Fault>[] = [
    {
      key: 'row',
      head: t('imports.faultRow'),
      width: '52px',
      isEnd: true,
      cell: ({ row }) => count(row),
    },
    {
      key: 'field',
      head: t('imports.faultField'),
      width: 'minmax(0, 0.8fr)',
      cell: ({ field }) => <span className={classes.wrap}>{field ?? ''}</span>,
      title: ({ field }) => field ?? '',
    },
    {
      key: 'found',
      head: t('imports.faultFound'),
      width: 'minmax(0, 1fr)',
      cell: ({ found }) => (
        <span className={`${classes.wrap} ${classes.found}`}>{found || t('imports.faultEmpty')}</span>
      ),
      title: ({ found }) => found,
    },
    {
      key: 'expected',
      head: t('imports.faultExpected'),
      width: 'minmax(0, 1.5fr)',
      cell: (fault) => <span className={classes.wrap}>{expectedText(fault)}</span>,
      title: expectedText,
    },
  ]
  return (
    <Section title={t('imports.faults', { count: count(report.faulty) })}>
      <p className={classes.soft}>
        {t('imports.faultsAll', { file: files.join('、') || file })}
        {report.faulty > report.faults.length &&
          ` · ${t('imports.faultsFirst', { count: count(report.faults.length) })}`}
      </p>
      <VirtualTable
        label={t('imports.faults', { count: count(report.faulty) })}
        columns={columns}
        rows={report.faults}
        rowPixels={44}
        keyOf={(_, index) => String(index)}
        scroller={scroller}
      />
    </Section>
  )
}
