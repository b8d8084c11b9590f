/** The conditions a list stands under, each in words, each removable. */
import { CloseButton } from '@mantine/core'
import { useUnits } from '../../api/useUnits.ts'
import { say, useT, wordFor } from '../../i18n/i18n.ts'
import { facilityKindName, issueClassName } from '../../i18n/vocabulary.ts'
import { navigate } from '../../state/addressStore.ts'
import { subject as makeSubject, type Subject } from '../../state/subject.ts'
import classes from './FilterChips.module.css'

/** Shown by other means than a chip. */
const SILENT = new Set(['order'])

export function FilterChips({ subject }: { subject: Subject }) {
  const t = useT()
  const { nodes } = useUnits()
  const wordOf = (key: string, value: string): string => {
    switch (key) {
      case 'unit':
        return nodes.get(value)?.name ?? value
      case 'building':
        return `${t('chip.building')} ${subject.filter.buildingName ?? value}`
      case 'ageGroup':
        return wordFor('ageGroup', value)
      case 'kind':
        return facilityKindName(value)
      case 'class':
        return issueClassName(value)
      case 'state':
        return value === 'open' ? t('list.openIssues') : (say(`issueState.${value}`) ?? value)
      case 'isLate':
        return t('issue.late')
      default:
        return value
    }
  }
  const chips = Object.entries(subject.filter).filter(([key]) => !SILENT.has(key) && key !== 'buildingName')
  if (chips.length === 0) return null
  return (
    <ul className={classes.chips}>
      {chips.map(([key, value]) => {
        const word = wordOf(key, value)
        return (
          <li key={key} className={classes.chip}>
            {word}
            <CloseButton
              size="xs"
              aria-label={t('list.removeFilter', { what: word })}
              onClick={() =>
                navigate({
                  subject: makeSubject(subject.kind, subject.id, { ...subject.filter, [key]: undefined }),
                })
              }
            />
          </li>
        )
      })}
    </ul>
  )
}
