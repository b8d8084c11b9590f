/** A letter as it is read: filled in, paragraph by paragraph. */
import { type LetterFacts, type PlanLetter, fillLetter } from '../../../shared/plans/letter.ts'
import classes from './Publishing.module.css'

interface Props {
  letter: PlanLetter
  facts: LetterFacts
  /** The day on which it is written. */
  made: string
}

export function LetterSheet({ letter, facts, made }: Props) {
  return (
    <>
      <h1>{fillLetter(letter.title, facts)}</h1>
      {letter.body.split(/\n{2,}/).map((paragraph, i) => (
        <p key={i}>{fillLetter(paragraph.trim(), facts)}</p>
      ))}
      <p className={classes.sign}>
        {facts.street}
        {'\n'}
        {made}
      </p>
    </>
  )
}
