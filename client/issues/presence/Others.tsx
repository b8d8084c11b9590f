/** Who else has the issue open: in the panel by name, in a row of a list as one small mark. */
import { IconEye, IconPencil } from '@tabler/icons-react'
import { translate, useT } from '../../i18n/i18n.ts'
import type { PresentPerson } from '../../../shared/issues/presence.ts'
import classes from './Others.module.css'
import { usePresent } from './presenceStore.ts'

/** Names that are said; more are counted. */
const NAMED = 3

function wordsFor(people: readonly PresentPerson[], isWriting: boolean): string | null {
  const some = people.filter((person) => person.isWriting === isWriting)
  if (some.length === 0) return null
  const names = some.slice(0, NAMED).map(({ name }) => name)
  const rest = some.length - names.length
  const all =
    rest > 0 ? translate('presence.andMore', { names: names.join('、'), count: rest }) : names.join('、')
  return translate(isWriting ? 'presence.writing' : 'presence.looking', { names: all })
}

export function Others({ id }: { id: string }) {
  useT()
  const people = usePresent(id)
  const [writing, looking] = [wordsFor(people, true), wordsFor(people, false)]
  return (
    <div className={classes.others} role="status" data-some={people.length > 0 || undefined}>
      {writing && (
        <span className={classes.writing}>
          <IconPencil size={14} aria-hidden />
          {writing}
        </span>
      )}
      {looking && (
        <span>
          <IconEye size={14} aria-hidden />
          {looking}
        </span>
      )}
    </div>
  )
}

export function OthersMark({ id }: { id: string }) {
  useT()
  const people = usePresent(id)
  if (people.length === 0) return null
  const words = [wordsFor(people, true), wordsFor(people, false)].filter(Boolean).join('，')
  const Mark = people.some(({ isWriting }) => isWriting) ? IconPencil : IconEye
  return (
    <span className={classes.mark} title={words}>
      <Mark size={14} aria-hidden />
      <span className="qh-hidden">{words}</span>
    </span>
  )
}
