/** Narrows the queue: by class, by community, by when it was reported; what is left of how many, and back to all. */
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { ISSUE_CLASSES } from '../../shared/standards/issueClasses.ts'
import { useUnits } from '../api/useUnits.ts'
import { count } from '../i18n/format.ts'
import { useT } from '../i18n/i18n.ts'
import { issueClassName } from '../i18n/vocabulary.ts'
import { navigate } from '../state/addressStore.ts'
import classes from './Issues.module.css'
import { filterIn, useOwn, withoutFilter } from './queueFilter.ts'

interface Props {
  /** Of the narrowed queue and of the whole one; undefined while they are not known. */
  shown: number | undefined
  total: number | undefined
}

export function QueueFilter({ shown, total }: Props) {
  const t = useT()
  const own = useOwn()
  const { nodes } = useUnits()
  const hasTimes = own['issues.from'] !== undefined || own['issues.before'] !== undefined
  const [isTiming, setIsTiming] = useState(hasTimes)
  const isNarrowed = Object.keys(filterIn(own)).length > 0
  const set = (key: string, value: string) => {
    const { [key]: _before, ...rest } = own
    navigate({ own: value === '' ? rest : { ...rest, [key]: value } }, 'replace')
  }
  const communities = [...nodes.values()]
    .filter(({ level }) => level === 'community')
    .map(({ code, name }) => ({ value: code, label: name }))
  return (
    <section className={classes.filter} aria-label={t('issues.filter')}>
      <div className={classes.filterLine}>
        <NativeSelect
          size="xs"
          aria-label={t('issues.filter.class')}
          value={own['issues.class'] ?? ''}
          data={[
            { value: '', label: t('issues.filter.anyClass') },
            ...ISSUE_CLASSES.map((row) => ({ value: row.class, label: issueClassName(row.class) })),
          ]}
          onChange={(event) => set('issues.class', event.currentTarget.value)}
        />
        <NativeSelect
          size="xs"
          aria-label={t('issues.filter.unit')}
          value={own['issues.unit'] ?? ''}
          data={[{ value: '', label: t('issues.filter.anyUnit') }, ...communities]}
          onChange={(event) => set('issues.unit', event.currentTarget.value)}
        />
        <Button
          size="compact-sm"
          variant={isTiming ? 'light' : 'default'}
          aria-expanded={isTiming}
          onClick={() => setIsTiming(!isTiming)}
        >
          {t('issues.filter.time')}
        </Button>
      </div>
      {isTiming && (
        <div className={classes.filterLine}>
          {(['from', 'before'] as const).map((end) => (
            <TextInput
              key={end}
              size="xs"
              type="datetime-local"
              step={1}
              label={t(`issues.filter.${end}`)}
              value={own[`issues.${end}`] ?? ''}
              onChange={(event) => set(`issues.${end}`, event.currentTarget.value)}
            />
          ))}
        </div>
      )}
      {isNarrowed && (
        <div className={classes.filterLine} role="status">
          <span className={classes.quiet}>
            {t('issues.filter.left', { shown: count(shown), total: count(total) })}
          </span>
          <Button
            size="compact-xs"
            variant="subtle"
            onClick={() => {
              setIsTiming(false)
              navigate({ own: withoutFilter(own) }, 'replace')
            }}
          >
            {t('issues.filter.clear')}
          </Button>
        </div>
      )}
    </section>
  )
}
