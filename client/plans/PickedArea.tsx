/** The picked grid: what it holds while it changes, and whatever can be done to it without the pointer. */
import { ActionIcon, Button, NativeSelect, Switch, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { type KeyboardEvent, useState } from 'react'
import type { AreaKey } from '../../shared/coverage/coverage.ts'
import { stepsOfMeters } from '../../shared/coverage/measure.ts'
import { STEPS_PER_DEGREE } from '../../shared/geo/quantise.ts'
import { loadClass } from '../../shared/plans/norm.ts'
import { area, count, rate } from '../i18n/format.ts'
import { useT } from '../i18n/i18n.ts'
import { flyToPoint } from '../map/camera.ts'
import { useStore } from '../state/store.ts'
import { Section } from '../ui/Section.tsx'
import street from '../circles/street/Street.module.css'
import { degrees } from './drawPlan.ts'
import { ReckonedArea } from './figures/ReckonedArea.tsx'
import type { PlanFigures } from './figures/usePlanFigures.ts'
import { middleInSteps, middleShown } from './middle.ts'
import { type Desk, isDedicated } from './planDesk.ts'
import { mergeable } from './planEdits.ts'
import classes from './Plans.module.css'
import {
  mergeInto,
  moveCornerTo,
  pickArea,
  removeCornerInHand,
  setGrid,
  stepCorner,
  straightenBetween,
  toolStore,
} from './planTools.ts'

interface Props {
  desk: Desk
  selected: AreaKey
}

export function PickedArea({ desk, selected, figures: reckoned }: Props & { figures: PlanFigures }) {
  const t = useT()
  const grid = desk.work.grids.get(selected)
  const figures = desk.count?.figures.get(selected)
  if (!grid) return null
  return (
    <Section
      title={grid.name}
      aside={
        <ActionIcon
          variant="subtle"
          color="gray"
          c="var(--qh-ink-soft)"
          size={28}
          aria-label={t('planPage.unpick')}
          onClick={() => pickArea(null)}
        >
          <IconX size={16} aria-hidden />
        </ActionIcon>
      }
    >
      <p className={classes.soft}>
        {grid.code === null ? t('planPage.codeNew') : t('planPage.codeOf', { code: grid.code })}
      </p>
      {figures && (
        <dl className={classes.figures} aria-live="off">
          <div>
            <dt>{t('planPage.households')}</dt>
            <dd>
              {count(figures.households)}
              <small>
                {t(
                  isDedicated(desk, selected)
                    ? 'planPage.dedicated'
                    : `planPage.load.${loadClass(figures.households)}`,
                )}
              </small>
            </dd>
          </div>
          {(
            [
              ['residents', count(figures.residents)],
              ['over64', count(figures.over64)],
              ['openIssues', count(figures.openIssues)],
              ['moved', count(figures.movers)],
              ['squareMeters', area(figures.squareMeters)],
              ['compactness', rate(figures.compactness)],
              ['pieces', count(figures.pieces)],
            ] as const
          ).map(([label, value]) => (
            <div key={label}>
              <dt>{t(`planPage.${label}`)}</dt>
              <dd>{value}</dd>
            </div>
          ))}
          <ReckonedArea selected={selected} own={figures} figures={reckoned} />
        </dl>
      )}
      {desk.isEditable && (
        <>
          <NameAndLock key={grid.name} name={grid.name} isLocked={grid.isLocked} selected={selected} />
          <Neighbours desk={desk} selected={selected} />
          <CornerKeys />
        </>
      )}
    </Section>
  )
}

function NameAndLock({ name, isLocked, selected }: { name: string; isLocked: boolean; selected: AreaKey }) {
  const t = useT()
  const [text, setText] = useState(name)
  return (
    <form
      className={classes.row}
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim() !== '') setGrid(selected, { name: text.trim() })
      }}
    >
      <TextInput
        size="xs"
        className={classes.grow}
        aria-label={t('planPage.gridName')}
        maxLength={80}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {text.trim() !== name && text.trim() !== '' && (
        <Button size="xs" type="submit" variant="default">
          {t('planPage.saveName')}
        </Button>
      )}
      <Switch
        size="xs"
        label={t('planPage.lock')}
        title={t('planPage.lockHint')}
        checked={isLocked}
        onChange={(event) => setGrid(selected, { isLocked: event.currentTarget.checked })}
      />
    </form>
  )
}

function Neighbours({ desk, selected }: Props) {
  const t = useT()
  const [chosen, setChosen] = useState('')
  const others = mergeable(desk.work, selected)
  const other = others.includes(chosen) ? chosen : ''
  return (
    <div className={classes.row}>
      <NativeSelect
        size="xs"
        className={classes.grow}
        aria-label={t('planPage.neighbour')}
        value={other}
        data={[
          { value: '', label: t('planPage.pickNeighbour') },
          ...others
            .map((key) => ({ value: key, label: desk.work.grids.get(key)?.name ?? key }))
            .sort((a, b) => a.label.localeCompare(b.label, 'zh-CN')),
        ]}
        onChange={(event) => setChosen(event.currentTarget.value)}
      />
      <Button size="xs" variant="default" disabled={other === ''} onClick={() => mergeInto(selected, other)}>
        {t('planPage.mergeIn')}
      </Button>
      <Button
        size="xs"
        variant="default"
        disabled={other === ''}
        onClick={() => straightenBetween(selected, other)}
      >
        {t('planPage.straighten')}
      </Button>
    </div>
  )
}

const FAR_METERS = 5
const NEAR_METERS = 1
const ARROWS: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
}

/** Corners without a pointer: walked along one by one, moved by the arrow keys or to the map's middle. */
function CornerKeys() {
  const t = useT()
  const { corner } = useStore(toolStore)
  const walk = (by: 1 | -1) => {
    const at = stepCorner(by)
    if (at) flyToPoint(degrees(at))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const way = ARROWS[event.key]
    if (!way || !corner) return
    event.preventDefault()
    const steps = stepsOfMeters(event.shiftKey ? NEAR_METERS : FAR_METERS)
    const narrowing = Math.cos((corner[1] / STEPS_PER_DEGREE) * (Math.PI / 180))
    moveCornerTo([
      Math.round(corner[0] + (way[0] * steps) / narrowing),
      Math.round(corner[1] + way[1] * steps),
    ])
  }
  const [lon, lat] = corner ? degrees(corner) : [0, 0]
  return (
    <div className={classes.corner} role="group" aria-label={t('planPage.corner')} onKeyDown={onKeyDown}>
      <span className={classes.soft} role="status">
        {t('planPage.corner')}
        {' · '}
        {corner
          ? t('planPage.cornerAt', { lon: lon.toFixed(5), lat: lat.toFixed(5) })
          : t('planPage.cornerNone')}
      </span>
      <div className={street.buttons}>
        <Button size="xs" variant="default" onClick={() => walk(-1)}>
          {t('planPage.cornerBefore')}
        </Button>
        <Button size="xs" variant="default" onClick={() => walk(1)}>
          {t('planPage.cornerNext')}
        </Button>
        {corner && (
          <>
            <Button
              size="xs"
              variant="default"
              {...middleShown}
              onClick={() => {
                const middle = middleInSteps()
                if (middle) moveCornerTo(middle)
              }}
            >
              {t('planPage.cornerToMiddle')}
            </Button>
            <Button size="xs" variant="default" onClick={removeCornerInHand}>
              {t('planPage.cornerRemove')}
            </Button>
          </>
        )}
      </div>
    </div>
  )
}
