/** What is asked beyond the first few fields: a budget, what exists being moved or closed, weights, and drawn candidates. */
import { Button, NativeSelect, NumberInput } from '@mantine/core'
import { IconAdjustments, IconMapPinPlus, IconTrash } from '@tabler/icons-react'
import { useCallback, useState } from 'react'
import { maySpend } from '../../shared/siting/sitingQuestion.ts'
import { useT } from '../i18n/i18n.ts'
import { useAskedPlace } from '../map/askPlace.ts'
import classes from './Siting.module.css'
import {
  changeSiting,
  MOST_DRAWN,
  MOST_MONEY,
  MOST_POINTS,
  type SitingState,
  textOfPoints,
} from './sitingState.ts'

type Field = 'budget' | 'each' | 'move' | 'saving'

export function SitingChoices({ state }: { state: SitingState }) {
  const t = useT()
  const set = (key: Field, most: number, isWhole: boolean) => (value: number | string) => {
    if (typeof value === 'number' && value >= 0 && value <= most && (!isWhole || Number.isInteger(value)))
      changeSiting({ [key]: String(value) }, 'replace')
  }
  const number = (key: Field, most: number, isWhole: boolean) => (
    <NumberInput
      label={t(`siting.${key}`)}
      min={0}
      max={most}
      allowDecimal={!isWhole}
      decimalScale={2}
      clampBehavior="strict"
      value={state[key] ?? 0}
      onChange={set(key, most, isWhole)}
    />
  )
  const hasBudget = state.budget !== null
  const mayClose = state.move !== null || state.saving !== null
  const isUsed = hasBudget || mayClose || state.weights !== null || state.points.length > 0
  const [isOpen, setOpen] = useState(false)
  // What is asked beyond the usual is never hidden.
  if (!isOpen && !isUsed)
    return (
      <Button
        className={classes.moreChoices}
        variant="subtle"
        size="compact-sm"
        leftSection={<IconAdjustments size={16} aria-hidden />}
        aria-expanded={false}
        onClick={() => setOpen(true)}
      >
        {t('siting.choices')}
      </Button>
    )
  return (
    <div className={classes.pair}>
      {maySpend(state.aim, state.capacity ?? undefined) && (
        <>
          <NativeSelect
            label={t('siting.by')}
            value={hasBudget ? 'budget' : 'count'}
            data={(['count', 'budget'] as const).map((by) => ({ value: by, label: t(`siting.by.${by}`) }))}
            onChange={(event) =>
              changeSiting({
                budget: event.currentTarget.value === 'budget' ? '100' : undefined,
                move: undefined,
                saving: undefined,
              })
            }
          />
          <NativeSelect
            label={t('siting.closing')}
            value={mayClose ? 'may' : 'stay'}
            data={[
              { value: 'stay', label: t('siting.closing.stay') },
              { value: 'may', label: t(hasBudget ? 'siting.closing.close' : 'siting.closing.move') },
            ]}
            onChange={(event) =>
              changeSiting({
                move: event.currentTarget.value === 'may' && !hasBudget ? '1' : undefined,
                saving: event.currentTarget.value === 'may' && hasBudget ? '10' : undefined,
              })
            }
          />
          {hasBudget && number('budget', MOST_MONEY, false)}
          {hasBudget && number('each', MOST_MONEY, false)}
          {state.move !== null && number('move', MOST_POINTS, true)}
          {state.saving !== null && number('saving', MOST_MONEY, false)}
        </>
      )}
      <NativeSelect
        label={t('siting.weights')}
        value={state.weights ? 'weighted' : 'alike'}
        data={(['alike', 'weighted'] as const).map((how) => ({
          value: how,
          label: t(`siting.weights.${how}`),
        }))}
        onChange={(event) =>
          changeSiting({ weights: event.currentTarget.value === 'weighted' ? '1,3,2' : undefined })
        }
      />
      <Drawn state={state} />
    </div>
  )
}

/** Candidates that are put on the map one after another. */
function Drawn({ state }: { state: SitingState }) {
  const t = useT()
  const [isDrawing, setDrawing] = useState(false)
  const { points } = state
  const give = useCallback(
    ([lon, lat]: readonly [number, number]) => {
      if (points.length < MOST_DRAWN)
        changeSiting({ points: textOfPoints([...points, { lon, lat }]) }, 'replace')
    },
    [points],
  )
  useAskedPlace(isDrawing ? give : null)
  return (
    <div className={classes.drawn}>
      <Button
        variant={isDrawing ? 'filled' : 'default'}
        aria-pressed={isDrawing}
        leftSection={<IconMapPinPlus size={16} aria-hidden />}
        onClick={() => setDrawing(!isDrawing)}
      >
        {isDrawing ? t('siting.drawing') : t('siting.draw', { count: points.length })}
      </Button>
      {points.length > 0 && (
        <Button
          variant="default"
          leftSection={<IconTrash size={16} aria-hidden />}
          onClick={() => changeSiting({ points: undefined })}
        >
          {t('siting.drawnClear')}
        </Button>
      )}
    </div>
  )
}
