/** People of a unit's roster: what they are trained for, and the account that they sign in with. */
import { Autocomplete, Button, MultiSelect, Select } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import type { DutyPerson, UnitRoster } from '../../../shared/duty/roster.ts'
import { ISSUE_CLASSES } from '../../../shared/standards/issueClasses.ts'
import { useT } from '../../i18n/i18n.ts'
import { issueClassName } from '../../i18n/vocabulary.ts'
import { Section } from '../../ui/Section.tsx'
import classes from './Duty.module.css'
import { Entry } from './Entry.tsx'
import { type Changing, useChangeRoster } from './useRoster.ts'

export function People({ roster }: { roster: UnitRoster }) {
  const t = useT()
  const changing = useChangeRoster()
  const [changed, setChanged] = useState<DutyPerson | null>(null)
  const own = roster.people.filter(({ unit }) => unit === roster.unit)
  return (
    <Section title={t('duty.people')}>
      {own.length === 0 ? (
        <p className={classes.quiet}>{t('duty.people.none')}</p>
      ) : (
        <ul className={classes.list} aria-label={t('duty.people')}>
          {own.map((person) => (
            <Entry
              key={person.id}
              what={person.name}
              removal={{ kind: 'removePerson', id: person.id }}
              changing={changing}
            >
              <span>{person.name}</span>
              <span className={classes.soft}>
                {person.skills.map(issueClassName).join(t('suggest.comma'))}
              </span>
              {person.account !== null && <span className={classes.soft}>{person.account}</span>}
              <Button size="compact-xs" variant="subtle" onClick={() => setChanged(person)}>
                {t('duty.change')}
                <span className="qh-hidden"> {person.name}</span>
              </Button>
            </Entry>
          ))}
        </ul>
      )}
      <PersonForm
        key={changed?.id ?? ''}
        roster={roster}
        person={changed}
        changing={changing}
        onDone={() => setChanged(null)}
      />
    </Section>
  )
}

interface Props {
  roster: UnitRoster
  /** To be changed; null for a new one. */
  person: DutyPerson | null
  changing: Changing
  onDone: () => void
}

function PersonForm({ roster, person, changing, onDone }: Props) {
  const t = useT()
  const [name, setName] = useState(person?.name ?? '')
  const [skills, setSkills] = useState<string[]>(person?.skills ?? [])
  const [account, setAccount] = useState<string | null>(person?.account ?? null)
  const known = new Set(roster.people.filter(({ unit }) => unit === roster.unit).map((one) => one.name))
  const offered = [...new Set(roster.assigned.map((one) => one.name))].filter((one) => !known.has(one))
  const isReady = name.trim() !== ''
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!isReady) return
    const given = { skills, ...(roster.accounts === null ? {} : { account }) }
    const isDone = await changing.change(
      person
        ? { kind: 'changePerson', id: person.id, ...given }
        : { kind: 'addPerson', unit: roster.unit, name, ...given },
    )
    if (!isDone) return
    setName('')
    setSkills([])
    setAccount(null)
    onDone()
  }
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)} aria-label={t('duty.people')}>
      <Autocomplete
        className={classes.field}
        label={t('duty.name')}
        placeholder={person ? undefined : t('duty.nameHint')}
        data={offered}
        value={name}
        onChange={setName}
        disabled={person !== null}
        maxLength={32}
      />
      <MultiSelect
        w={260}
        label={t('duty.skills')}
        data={ISSUE_CLASSES.map((one) => ({ value: one.class, label: issueClassName(one.class) }))}
        value={skills}
        onChange={setSkills}
        searchable
      />
      {roster.accounts !== null && (
        <Select
          className={classes.wide}
          label={t('duty.account')}
          data={roster.accounts.map(({ userName, displayName }) => ({
            value: userName,
            label: `${displayName} ${userName}`,
          }))}
          value={account}
          onChange={setAccount}
          clearable
        />
      )}
      {person && (
        <Button variant="default" onClick={onDone}>
          {t('issues.cancel')}
        </Button>
      )}
      <Button type="submit" variant="default" loading={changing.isBusy} disabled={!isReady}>
        {t(person ? 'duty.save' : 'duty.add')}
      </Button>
    </form>
  )
}
