/** The question, or the answers that are kept. */
import { SegmentedControl } from '@mantine/core'
import { useT } from '../../i18n/i18n.ts'
import classes from './Studies.module.css'
import { openList, openQuestion } from './studyState.ts'

export function SitingTabs({ isList }: { isList: boolean }) {
  const t = useT()
  return (
    <div className={classes.tabs}>
      <SegmentedControl
        fullWidth
        size="sm"
        aria-label={t('study.tabs')}
        value={isList ? 'kept' : 'ask'}
        data={[
          { value: 'ask', label: t('study.tab.ask') },
          { value: 'kept', label: t('study.tab.kept') },
        ]}
        onChange={(value) => (value === 'kept' ? openList() : openQuestion())}
      />
    </div>
  )
}
