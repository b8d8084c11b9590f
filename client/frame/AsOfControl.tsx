/** The day everything is shown as of: today, or an earlier day, loud then. */
import { Button, Popover, Text, UnstyledButton } from '@mantine/core'
import { DatePicker } from '@mantine/dates'
import { IconCalendar, IconHistory } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { today } from '../../shared/domain/dates.ts'
import { trpc } from '../api/trpc.ts'
import { aheadStore, yearsStore } from '../boundaries/yearsStore.ts'
import { useT } from '../i18n/i18n.ts'
import { navigate, useAddress } from '../state/addressStore.ts'
import classes from './AsOfControl.module.css'
import { setSheet } from './layout.ts'

export function AsOfControl({ isPhone }: { isPhone: boolean }) {
  const t = useT()
  const at = useAddress((entry) => entry.at)
  const [isOpen, setIsOpen] = useState(false)
  const history = useQuery(trpc.unit.history.queryOptions(undefined, { enabled: isOpen }))
  const choose = (day: string | null) => {
    aheadStore.set(null)
    navigate({ at: day === today() ? null : day })
    setIsOpen(false)
  }
  // Days to come are looked at over today, along the line of all changes.
  const known = history.data?.days ?? []
  const days = known.filter((day) => day <= today())
  return (
    <Popover opened={isOpen} onChange={setIsOpen} position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton
          className={classes.control}
          data-past={at !== null || undefined}
          aria-label={`${t('at.label')}：${at ?? t('at.today')}`}
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
        >
          <IconCalendar size={16} aria-hidden />
          {(!isPhone || at === null) && <span>{at ?? t('at.today')}</span>}
          {isPhone && at !== null && <span>{at.slice(5)}</span>}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('at.choose')}>
        <DatePicker
          value={at ?? today()}
          defaultDate={at ?? today()}
          maxDate={today()}
          onChange={choose}
          getDayProps={(day) => ({ className: days.includes(day) ? classes.changed : undefined })}
          size="sm"
        />
        <Text size="xs" c="dimmed" mt={8} mb={4}>
          {t('at.boundaryDays')}
        </Text>
        <div className={classes.days}>
          {days.slice(0, 6).map((day) => (
            <Button
              key={day}
              variant={day === at ? 'filled' : 'default'}
              size="compact-xs"
              onClick={() => choose(day)}
            >
              {day}
            </Button>
          ))}
          {history.isSuccess && days.length === 0 && <Text size="xs">{t('at.noBoundaryDays')}</Text>}
        </div>
        {known.length > 1 && (
          <Button
            mt={12}
            fullWidth
            variant="default"
            leftSection={<IconHistory size={16} aria-hidden />}
            onClick={() => {
              setIsOpen(false)
              if (isPhone) setSheet('low')
              yearsStore.set(true)
            }}
          >
            {t('years.open')}
          </Button>
        )}
        {at !== null && (
          <Button mt={12} fullWidth onClick={() => choose(null)}>
            {t('at.backToToday')}
          </Button>
        )}
      </Popover.Dropdown>
    </Popover>
  )
}
