/** A day and a time of it, both typed or picked. */
import { Group, TextInput } from '@mantine/core'
import { DateInput } from '@mantine/dates'
import { useT } from '../../i18n/i18n.ts'
import classes from './Duty.module.css'
import { momentOf, type Moment } from './moment.ts'
import { takesEnter } from './takesEnter.ts'

interface Props {
  label: string
  value: Moment
  onChange: (value: Moment) => void
}

export function MomentInput({ label, value, onChange }: Props) {
  const t = useT()
  const isWrong = value.day !== null && momentOf(value) === null
  return (
    <Group gap={4} align="flex-end" wrap="nowrap">
      <DateInput
        className={classes.field}
        label={label}
        valueFormat="YYYY-MM-DD"
        placeholder="YYYY-MM-DD"
        value={value.day}
        onChange={(day) => onChange({ ...value, day })}
        clearable
        onKeyDown={takesEnter}
      />
      <TextInput
        className={classes.time}
        aria-label={`${label} ${t('duty.time')}`}
        placeholder="HH:MM"
        error={isWrong}
        value={value.time}
        onChange={(event) => onChange({ ...value, time: event.currentTarget.value })}
      />
    </Group>
  )
}
