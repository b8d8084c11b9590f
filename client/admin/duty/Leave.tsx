/** Leave that has not ended, and a new one. */
import { Button, Select } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { LEAVE_KINDS, type UnitRoster } from '../../../shared/duty/roster.ts'
import { instant } from '../../i18n/format.ts'
import { useT } from '../../i18n/i18n.ts'
import { Section } from '../../ui/Section.tsx'
import classes from './Duty.module.css'
import { Entry } from './Entry.tsx'
import { momentOf, type Moment } from './moment.ts'
import { MomentInput } from './MomentInput.tsx'
import { type Changing, useChangeRoster } from './useRoster.ts'

export function Leave({ roster }: { roster: UnitRoster }) {
  const t = useT()
  const changing = useChangeRoster()
  const nameOf = (id: string): string => roster.people.find((person) => person.id === id)?.name ?? id
  return (
    <Section title={t('duty.leave')}>
      {roster.leave.length === 0 ? (
        <p className={classes.quiet}>{t('duty.leave.none')}</p>
      ) : (
        <ul className={classes.list} aria-label={t('duty.leave')}>
          {roster.leave.map(({ id, person, from, to, kind }) => {
            const days = `${instant(from)} – ${instant(to)}`
            return (
              <Entry
                key={id}
                what={`${nameOf(person)} ${days}`}
                removal={{ kind: 'removeLeave', id }}
                changing={changing}
              >
                <span>{nameOf(person)}</span>
                <span>{days}</span>
                <span className={classes.soft}>{t(`duty.leaveKind.${kind}`)}</span>
              </Entry>
            )
          })}
        </ul>
      )}
      {roster.people.some(({ unit }) => unit === roster.unit) && (
        <LeaveForm roster={roster} changing={changing} />
      )}
      <p className={classes.quiet}>{t('duty.leave.hint')}</p>
    </Section>
  )
}

const BEGIN: Moment = { day: null, time: '00:00' }
const END: Moment = { day: null, time: '24:00' }

function LeaveForm({ roster, changing }: { roster: UnitRoster; changing: Changing }) {
  const t = useT()
  const [person, setPerson] = useState<string | null>(null)
  const [leave, setLeave] = useState<(typeof LEAVE_KINDS)[number]>('annual')
  const [from, setFrom] = useState<Moment>(BEGIN)
  const [to, setTo] = useState<Moment>(END)
  const [begins, ends] = [momentOf(from), momentOf(to)]
  const isReady = person !== null && begins !== null && ends !== null && begins < ends
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!isReady) return
    const isDone = await changing.change({
      kind: 'addLeave',
      person,
      leave,
      from: begins,
      to: ends,
    })
    if (!isDone) return
    setFrom(BEGIN)
    setTo(END)
  }
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)} aria-label={t('duty.leave')}>
      <Select
        className={classes.field}
        label={t('duty.person')}
        data={roster.people
          .filter(({ unit }) => unit === roster.unit)
          .map(({ id, name }) => ({ value: id, label: name }))}
        value={person}
        onChange={setPerson}
      />
      <MomentInput label={t('duty.from')} value={from} onChange={setFrom} />
      <MomentInput label={t('duty.to')} value={to} onChange={setTo} />
      <Select
        className={classes.field}
        label={t('duty.leaveKind')}
        data={LEAVE_KINDS.map((kind) => ({ value: kind, label: t(`duty.leaveKind.${kind}`) }))}
        value={leave}
        allowDeselect={false}
        onChange={(value) => setLeave(LEAVE_KINDS.find((kind) => kind === value) ?? 'annual')}
      />
      <Button type="submit" variant="default" loading={changing.isBusy} disabled={!isReady}>
        {t('duty.add')}
      </Button>
    </form>
  )
}
