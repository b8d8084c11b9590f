/** Of which days, by what, and of which unit. */
import { Button, CloseButton, Popover, SegmentedControl, Switch } from '@mantine/core'
import { DatePicker } from '@mantine/dates'
import { IconCalendar } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { today } from '../../shared/domain/dates.ts'
import type { UnitNode } from '../../shared/domain/unit.ts'
import { FIGURE_GROUPS, figurePlan, SPANS } from '../../shared/issues/figures.ts'
import { useT } from '../i18n/i18n.ts'
import { useAt } from '../state/addressStore.ts'
import { changeFigures, type FigureState, spanText } from './figureState.ts'
import { daysText } from './figureText.ts'
import classes from './Leader.module.css'

interface Props {
  state: FigureState
  nodes: ReadonlyMap<string, UnitNode>
  /** Neither rows nor unit are chosen. */
  isOfDaysOnly?: true
  children?: ReactNode
}

export function FigureTools({ state, nodes, isOfDaysOnly, children }: Props) {
  const t = useT()
  const { span, by, unit } = state
  const inUnit = unit === undefined ? null : (nodes.get(unit)?.name ?? unit)
  return (
    <div className={classes.tools}>
      <SegmentedControl
        size="xs"
        aria-label={t('figures.span')}
        value={typeof span === 'string' ? span : ''}
        onChange={(next) => changeFigures({ span: next })}
        data={SPANS.map((one) => ({ value: one, label: t(`figures.span.${one}`) }))}
      />
      <OwnDays key={spanText(span)} state={state} />
      {!isOfDaysOnly && (
        <SegmentedControl
          size="xs"
          aria-label={t('figures.by')}
          value={by}
          onChange={(next) => changeFigures({ by: next })}
          data={FIGURE_GROUPS.map((one) => ({ value: one, label: t(`figures.by.${one}`) }))}
        />
      )}
      {!isOfDaysOnly && (
        <Switch
          size="xs"
          label={t('figures.reasonable')}
          checked={state.isReasonableOnly}
          onChange={(event) =>
            changeFigures({ reasonable: event.currentTarget.checked ? 'only' : undefined })
          }
        />
      )}
      {children}
      {!isOfDaysOnly && inUnit !== null && (
        <span className={classes.chip}>
          {inUnit}
          <CloseButton
            size="xs"
            aria-label={t('list.removeFilter', { what: inUnit })}
            onClick={() => changeFigures({ unit: undefined, by: 'community' })}
          />
        </span>
      )}
    </div>
  )
}

type Picked = [string | null, string | null]

function OwnDays({ state: { span } }: { state: FigureState }) {
  const t = useT()
  const day = useAt() ?? today()
  const [isOpen, setIsOpen] = useState(false)
  const { period } = figurePlan(span, day)
  const [picked, setPicked] = useState<Picked>([period.from, period.to])
  const choose = (next: Picked) => {
    setPicked(next)
    const [from, to] = next
    if (from === null || to === null) return
    setIsOpen(false)
    changeFigures({ span: spanText({ from, to }) })
  }
  return (
    <Popover opened={isOpen} onChange={setIsOpen} position="bottom-start" trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant={typeof span === 'string' ? 'default' : 'light'}
          size="compact-sm"
          leftSection={<IconCalendar size={14} aria-hidden />}
          aria-label={`${t('figures.ownDays')}：${daysText(period)}`}
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
        >
          {daysText(period)}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('figures.ownDays')}>
        <DatePicker
          type="range"
          allowSingleDateInRange
          value={picked}
          onChange={choose}
          maxDate={day}
          defaultDate={period.to}
          size="sm"
        />
      </Popover.Dropdown>
    </Popover>
  )
}
