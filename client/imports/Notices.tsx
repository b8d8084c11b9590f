/** What reading the file has to tell: sentences by key, in the words of the catalogue. */
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react'
import { say } from '../i18n/i18n.ts'
import classes from './Imports.module.css'

interface Props {
  notices: readonly { key: string; facts?: Record<string, string | number> }[]
  /** Loud ones are doubts that a person should settle. */
  isLoud?: boolean
}

export function Notices({ notices, isLoud = false }: Props) {
  const sentences = notices.map(({ key, facts }) => say(key, facts) ?? key)
  if (sentences.length === 0) return null
  const Icon = isLoud ? IconAlertTriangle : IconInfoCircle
  const lines = [...new Set(sentences)].map((sentence) => (
    <p key={sentence} className={classes.notice} data-quiet={!isLoud || undefined}>
      <Icon size={16} aria-hidden />
      <span>{sentence}</span>
    </p>
  ))
  return isLoud ? <>{lines}</> : <div className={`${classes.stack} ${classes.choices}`}>{lines}</div>
}
