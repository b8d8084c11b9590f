/** Changes being worked on: the effect first, then the tools, the list, and where it is felt. */
import { Button } from '@mantine/core'
import type { RefObject } from 'react'
import { useT } from '../../i18n/i18n.ts'
import { Section } from '../../ui/Section.tsx'
import { SkeletonLines } from '../../ui/SkeletonLines.tsx'
import { StateMessage } from '../../ui/StateMessage.tsx'
import circles from '../Circles.module.css'
import { countsText } from '../countsText.ts'
import { ChangeList } from './ChangeList.tsx'
import { changeDraft, hasRoom } from './draft.ts'
import { EffectHead } from './EffectHead.tsx'
import { EffectTable } from './EffectTable.tsx'
import { SaveSection } from './SaveSection.tsx'
import classes from './Street.module.css'
import { ToolBar } from './ToolBar.tsx'
import { UnitEffectTable } from './UnitEffectTable.tsx'
import { useDraftEffect, useGates } from './useStreet.ts'

const NONE: readonly never[] = []

export function DraftTab({ scroller }: { scroller: RefObject<HTMLDivElement | null> }) {
  const t = useT()
  const {
    ground,
    question,
    draft,
    effect,
    drawings,
    faults,
    outlines,
    isExact,
    isOfOther,
    isSettled,
    error,
  } = useDraftEffect()
  const gates = useGates(ground) ?? NONE
  const hasChanges = draft.changes.length > 0
  const adopt = () => {
    if (!ground) return
    changeDraft((now) => ({ ...now, kept: now.kept && { ...now.kept, networkHash: ground.hash } }))
  }
  return (
    <>
      {hasChanges && effect && <EffectHead effect={effect} />}
      {isOfOther && (
        <div className={classes.notice} role="status">
          <p>
            {faults.length === 0
              ? t('street.otherNetworkFits')
              : t('street.otherNetworkFaults', { count: faults.length })}
          </p>
          <Button size="xs" variant="default" onClick={adopt}>
            {t('street.adopt')}
          </Button>
        </div>
      )}
      <ToolBar ground={ground} gates={gates} isFirst={!hasChanges} isFull={!hasRoom(draft)} />
      {(hasChanges || draft.past.length > 0 || draft.future.length > 0) && (
        <ChangeList draft={draft} drawings={drawings} faults={faults} />
      )}
      {error ? (
        <StateMessage tone="failed" title={t('street.failed')} />
      ) : !ground || !question ? (
        <SkeletonLines rows={5} />
      ) : (
        hasChanges &&
        effect && (
          <>
            <Section title={t('street.rings')}>
              <EffectTable figures={effect.figures} />
              {!isExact && <p className={circles.soft}>{t('circles.roundedToFives')}</p>}
            </Section>
            <Section title={t('street.byUnit')}>
              <UnitEffectTable units={effect.figures.byUnit} scroller={scroller} />
            </Section>
          </>
        )
      )}
      {hasChanges && ground && (
        <SaveSection
          draft={draft}
          hash={ground.hash}
          canSave={!isOfOther && faults.length === 0}
          exported={
            effect && question && isSettled
              ? {
                  question,
                  changes: draft.changes,
                  drawings,
                  figures: effect.figures,
                  outlines,
                  note: countsText(t, { isExact, isEstimate: ground.demand.isEstimate }),
                }
              : null
          }
        />
      )}
    </>
  )
}
