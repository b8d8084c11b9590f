/** How far from the best possible the answer is, and the proof as a file. */
import { Button } from '@mantine/core'
import { IconDownload, IconPlayerStop, IconRosetteDiscountCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { today } from '../../shared/domain/dates.ts'
import type { SitingAnswer } from '../../shared/siting/sitingQuestion.ts'
import { count, measure } from '../i18n/format.ts'
import { useT } from '../i18n/i18n.ts'
import { facilityKindName } from '../i18n/vocabulary.ts'
import { useAt } from '../state/addressStore.ts'
import { fileName, saveFile } from '../ui/saveFile.ts'
import { toastFailure } from '../ui/toast.ts'
import classes from './Siting.module.css'
import { certifySiting, stopSiting } from './sitingEngine.ts'
import type { SitingState } from './sitingState.ts'

interface Props {
  state: SitingState
  answer: SitingAnswer
  isWorking: boolean
}

/** How much better any other choice could be. */
export function SitingProof({ state, answer, isWorking }: Props) {
  const t = useT()
  const { candidates, bestPossible, isProved } = answer
  const possible = {
    reach: () =>
      t('siting.possible.reach', { people: count(Math.max(0, bestPossible - answer.insideAfter)) }),
    walk: () => t('siting.possible.walk', { minutes: measure(bestPossible) }),
    furthest: () => t('siting.possible.furthest', { minutes: measure(bestPossible) }),
    worst: () => t('siting.possible.worst', { minutes: measure(bestPossible) }),
    fewest: () => t('siting.possible.fewest', { count: count(bestPossible) }),
  }[state.aim]
  return (
    <div className={classes.proof} data-proved={isProved || undefined}>
      {isProved && <IconRosetteDiscountCheck size={18} aria-hidden />}
      <span>
        {isProved ? t('siting.proved', { candidates: count(candidates) }) : possible()}
        {answer.outOfReach > 0 && ` ${t('siting.outOfReach', { people: count(answer.outOfReach) })}`}
      </span>
      {isProved && !isWorking && state.kind !== null && <Certificate kind={state.kind} />}
      {isWorking && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPlayerStop size={14} aria-hidden />}
          onClick={stopSiting}
        >
          {t('siting.stop')}
        </Button>
      )}
    </div>
  )
}

/** The proof as a file: `qh site verify` checks it, and so can anyone. */
function Certificate({ kind }: { kind: string }) {
  const t = useT()
  const at = useAt()
  const [isMaking, setMaking] = useState(false)
  const save = async () => {
    setMaking(true)
    const name = facilityKindName(kind)
    // Not its name: the hash is the same in every language.
    const text = await certifySiting(kind, at ?? today())
    setMaking(false)
    if (text === null) toastFailure(new Error(t('siting.certificateNone')))
    else
      saveFile(
        fileName(t('siting.certificateName', { kind: name }), 'json'),
        new Blob([text], { type: 'application/json' }),
      )
  }
  return (
    <Button
      size="compact-sm"
      variant="default"
      loading={isMaking}
      title={t('siting.certificateHint')}
      leftSection={<IconDownload size={14} aria-hidden />}
      onClick={() => void save()}
    >
      {t('siting.certificate')}
    </Button>
  )
}
