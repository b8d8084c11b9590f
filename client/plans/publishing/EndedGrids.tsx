/** Grids that end, and who takes over: staff, accounts and the roster go to one grid, which can be chosen. */
import { NativeSelect } from '@mantine/core'
import type { PlanEffect } from '../../../shared/plans/planRecord.ts'
import { count } from '../../i18n/format.ts'
import { type Translate, useT, wordFor } from '../../i18n/i18n.ts'
import classes from '../Plans.module.css'

type Ended = PlanEffect['ended'][number]

interface Props {
  effect: PlanEffect
  nameOf: (code: string | null) => string
  /** Null where nothing can be chosen any more. */
  onChoose: ((ended: string, key: string) => void) | null
}

export function EndedGrids({ effect: { ended, grids }, nameOf, onChoose }: Props) {
  const t = useT()
  const title = t('planPage.endedGrids', { count: ended.length })
  return (
    <section>
      <h3>{title}</h3>
      <ul tabIndex={0} aria-label={title} className={classes.endedGrids}>
        {ended.map((one) => (
          <li key={one.code}>
            <span>
              {one.name} <small>{one.code}</small>
              {holdingsText(one, t).map((line) => (
                <small key={line} className={classes.from}>
                  {line}
                </small>
              ))}
            </span>
            {onChoose && one.heirs.length > 0 ? (
              <NativeSelect
                size="xs"
                label={t('planPublish.successor')}
                aria-label={t('planPublish.successorOf', { name: one.name })}
                value={one.successor ?? ''}
                onChange={({ currentTarget: { value } }) => {
                  const next = grids.find(({ code }) => code === value)
                  if (next) onChoose(one.code, next.key)
                }}
                data={choicesOf(one, grids).map((code) => {
                  const heir = one.heirs.find((each) => each.code === code)
                  return {
                    value: code,
                    label: heir
                      ? t('planPublish.heir', { name: nameOf(code), count: count(heir.households) })
                      : nameOf(code),
                  }
                })}
              />
            ) : (
              <span>
                {one.successor !== null && t('planPage.staffGoTo', { name: nameOf(one.successor) })}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Those who take its households, then the others of its community. */
const choicesOf = ({ heirs, parent }: Ended, grids: PlanEffect['grids']): string[] => [
  ...new Set([
    ...heirs.map(({ code }) => code),
    ...grids.filter((grid) => grid.parent === parent).map(({ code }) => code),
  ]),
]

function holdingsText({ staff, accounts, roster }: Ended, t: Translate): string[] {
  const named = (names: readonly string[] | null, all: number): string =>
    names && names.length > 0
      ? t(names.length < all ? 'planPublish.namedSome' : 'planPublish.named', {
          names: names.join(t('planPublish.join')),
        })
      : ''
  return [
    ...(staff.length > 0
      ? [
          staff
            .map(({ role, personName }) => `${wordFor('assignment', role)} ${personName}`)
            .join(t('planPublish.join')),
        ]
      : []),
    ...(accounts.count > 0
      ? [t('planPublish.accounts', { count: accounts.count }) + named(accounts.names, accounts.count)]
      : []),
    ...(roster.people + roster.shifts > 0
      ? [
          t('planPublish.roster', { people: roster.people, shifts: roster.shifts }) +
            named(roster.names, roster.people),
        ]
      : []),
  ]
}
