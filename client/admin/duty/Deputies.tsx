/** Who stands in for whom while they are away, and a new one. */
import { Button, Select } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import type { UnitRoster } from '../../../shared/duty/roster.ts'
import { useUnits } from '../../api/useUnits.ts'
import { instant } from '../../i18n/format.ts'
import { useT } from '../../i18n/i18n.ts'
import { Section } from '../../ui/Section.tsx'
import classes from './Duty.module.css'
import { Entry } from './Entry.tsx'
import { momentOf, type Moment } from './moment.ts'
import { MomentInput } from './MomentInput.tsx'
import { personChoices } from './personChoices.ts'
import { type Changing, useChangeRoster } from './useRoster.ts'

export function Deputies({ roster }: { roster: UnitRoster }) {
  const t = useT()
  const changing = useChangeRoster()
  const nameOf = (id: string): string => roster.people.find((person) => person.id === id)?.name ?? id
  return (
    <Section title={t('duty.deputies')}>
      {roster.deputies.length === 0 ? (
        <p className={classes.quiet}>{t('duty.deputies.none')}</p>
      ) : (
        <ul className={classes.list} aria-label={t('duty.deputies')}>
          {roster.deputies.map(({ id, person, deputy, from, to }) => {
            const who = t('duty.deputyFor', { deputy: nameOf(deputy), name: nameOf(person) })
            return (
              <Entry key={id} what={who} removal={{ kind: 'removeDeputy', id }} changing={changing}>
                <span>{who}</span>
                <span className={classes.soft}>
                  {instant(from)} – {to === null ? t('duty.openEnd') : instant(to)}
                </span>
              </Entry>
            )
          })}
        </ul>
      )}
      {roster.people.length > 1 && roster.people.some(({ unit }) => unit === roster.unit) && (
        <DeputyForm roster={roster} changing={changing} />
      )}
      <p className={classes.quiet}>{t('duty.deputies.hint')}</p>
    </Section>
  )
}

const BEGIN: Moment = { day: null, time: '00:00' }
const END: Moment = { day: null, time: '24:00' }

function DeputyForm({ roster, changing }: { roster: UnitRoster; changing: Changing }) {
  const t = useT()
  const { nodes } = useUnits()
  const [person, setPerson] = useState<string | null>(null)
  const [deputy, setDeputy] = useState<string | null>(null)
  const [from, setFrom] = useState<Moment>(BEGIN)
  const [to, setTo] = useState<Moment>(END)
  const [begins, ends] = [momentOf(from), momentOf(to)]
  const isReady =
    person !== null &&
    deputy !== null &&
    person !== deputy &&
    begins !== null &&
    (to.day === null || (ends !== null && begins < ends))
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!isReady) return
    const isDone = await changing.change({
      kind: 'addDeputy',
      person,
      deputy,
      from: begins,
      to: to.day === null ? null : ends,
    })
    if (!isDone) return
    setPerson(null)
    setDeputy(null)
  }
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)} aria-label={t('duty.deputies')}>
      <Select
        className={classes.field}
        label={t('duty.person')}
        data={roster.people
          .filter(({ unit }) => unit === roster.unit)
          .map(({ id, name }) => ({ value: id, label: name }))}
        value={person}
        onChange={setPerson}
      />
      <Select
        className={classes.field}
        label={t('duty.deputy')}
        data={personChoices(roster, (unit) => nodes.get(unit)?.name ?? unit)}
        value={deputy}
        onChange={setDeputy}
        searchable
      />
      <MomentInput label={t('duty.from')} value={from} onChange={setFrom} />
      <MomentInput label={t('duty.toOptional')} value={to} onChange={setTo} />
      <Button type="submit" variant="default" loading={changing.isBusy} disabled={!isReady}>
        {t('duty.add')}
      </Button>
    </form>
  )
}
