/** A page for each grid, to print and pin up: its map, what it is, who looks after it, its border in words. */
import { Button, Modal, NativeSelect, Progress } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { addDays } from '../../../shared/domain/dates.ts'
import type { LetterLanguage } from '../../../shared/plans/letter.ts'
import type { PlanGrid } from '../../../shared/plans/planDocument.ts'
import { trpc } from '../../api/trpc.ts'
import { useSystem } from '../../api/useSystem.ts'
import { useUnits } from '../../api/useUnits.ts'
import { count } from '../../i18n/format.ts'
import { i18n, useT } from '../../i18n/i18n.ts'
import { flyToBox } from '../../map/camera.ts'
import { type Pictures, openPictures } from '../../map/pictureOfBox.ts'
import { sourcesOf } from '../../map/pictureOfMap.ts'
import { Failed } from '../../ui/Failed.tsx'
import { PrintPages, printPages } from '../../ui/PrintPages.tsx'
import { SkeletonLines } from '../../ui/SkeletonLines.tsx'
import { toastFailure } from '../../ui/toast.ts'
import type { Desk } from '../planDesk.ts'
import plans from '../Plans.module.css'
import { toolStore } from '../planTools.ts'
import { boxOfShape } from './boxOfShape.ts'
import { gridsOf } from './movedGrids.ts'
import classes from './Publishing.module.css'

interface Props {
  plan: { id: string; name: string; publishOn: string | null }
  desk: Desk
  onClose: () => void
}

interface Page {
  key: string
  picture: string
}

export default function GridMaps({ plan, desk, onClose }: Props) {
  const t = useT()
  const system = useSystem()
  const { nodes } = useUnits()
  const day = plan.publishOn ?? (system === undefined ? '' : addDays(system.today, 1))
  const language: LetterLanguage = i18n.locale === 'en' ? 'en' : 'zh-CN'
  const options = { enabled: day !== '', gcTime: 0, retry: false }
  const asked = { id: plan.id, on: day }
  const moves = useQuery(trpc.plan.moves.queryOptions(asked, options))
  const words = useQuery(trpc.plan.boundaries.queryOptions({ ...asked, language }, options))
  const letter = useQuery(trpc.plan.letter.queryOptions({ language }, options))
  // What was picked when it was opened: the pictures pick one after the other.
  const [selected] = useState(() => toolStore.get().selected)
  /** Code of a community, or key of a grid; '': all. */
  const [of, setOf] = useState('')
  const [pages, setPages] = useState<readonly Page[] | null>(null)
  const [made, setMade] = useState<number | null>(null)
  const isStopped = useRef(false)
  useEffect(() => {
    isStopped.current = false
    return () => {
      isStopped.current = true
    }
  }, [])
  useEffect(() => {
    if (!pages) return
    void printPages()
      .catch(toastFailure)
      .finally(() => {
        pages.forEach(({ picture }) => URL.revokeObjectURL(picture))
        setPages(null)
      })
  }, [pages])

  const all = [...desk.work.grids.values()].sort((a, b) => (a.key < b.key ? -1 : 1))
  const communities = [...new Set(all.map(({ parent }) => parent))].sort()
  const picked = all.find(({ key }) => key === selected)
  const wanted = all.filter(({ key, parent }) => of === '' || parent === of || key === of)
  const error = moves.error ?? words.error ?? letter.error
  const isReady = moves.data !== undefined && words.data !== undefined && letter.data !== undefined

  const draw = async (): Promise<void> => {
    const before = toolStore.get()
    const drawn: Page[] = []
    setMade(0)
    let pictures: Pictures | null = null
    try {
      pictures = openPictures()
      for (const { key } of wanted) {
        const shape = desk.rested?.shapes.get(key)
        const box = shape ? boxOfShape(shape) : null
        if (box) {
          // Its border is drawn as that of a picked one, without corners to drag.
          toolStore.set({ ...before, tool: 'merge', selected: key, sketch: [], corner: null })
          drawn.push({ key, picture: URL.createObjectURL(await pictures.of(box)) })
        }
        if (isStopped.current) break
        setMade(drawn.length)
      }
      if (isStopped.current) drawn.forEach(({ picture }) => URL.revokeObjectURL(picture))
      else setPages(drawn)
    } catch (failure) {
      drawn.forEach(({ picture }) => URL.revokeObjectURL(picture))
      toastFailure(failure)
    } finally {
      pictures?.close()
      toolStore.set(before)
      const whole = nodes.get(desk.work.grids.values().next().value?.parent ?? '')?.box
      if (whole) flyToBox(whole)
      setMade(null)
    }
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('planPublish.maps')}
      size="md"
      closeButtonProps={{ 'aria-label': t('planPage.cancel') }}
    >
      <div className={plans.effect}>
        <p className={plans.plain}>{t('planPublish.mapsHint')}</p>
        <NativeSelect
          label={t('planPublish.mapsOf')}
          value={of}
          disabled={made !== null}
          onChange={(event) => setOf(event.currentTarget.value)}
          data={[
            { value: '', label: t('planPublish.mapsAll', { count: all.length }) },
            ...(picked
              ? [{ value: picked.key, label: t('planPublish.mapsPicked', { name: picked.name }) }]
              : []),
            ...communities.map((code) => ({ value: code, label: nodes.get(code)?.name ?? code })),
          ]}
        />
        {error ? (
          <Failed
            error={error}
            onRetry={() => void Promise.all([moves.refetch(), words.refetch(), letter.refetch()])}
          />
        ) : (
          !isReady && <SkeletonLines rows={2} />
        )}
        {made !== null && (
          <div role="status">
            {t('planPublish.mapsMade', { made, count: wanted.length })}
            <Progress
              value={(100 * made) / wanted.length}
              aria-label={t('planPublish.mapsMade', { made, count: wanted.length })}
            />
          </div>
        )}
        <div className={plans.buttons}>
          <Button
            leftSection={<IconPrinter size={16} aria-hidden />}
            disabled={!isReady || wanted.length === 0}
            loading={made !== null || pages !== null}
            onClick={() => void draw()}
          >
            {t('planPublish.mapsPrint', { count: wanted.length })}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('planPage.cancel')}
          </Button>
        </div>
      </div>
      {pages && moves.data && words.data && (
        <PrintPages>
          {pages.map(({ key, picture }) => {
            const told = words.data.find((one) => one.key === key)
            return (
              <GridPage
                key={key}
                picture={picture}
                grid={desk.work.grids.get(key)!}
                code={told?.code ?? ''}
                words={told?.text ?? ''}
                community={nodes.get(desk.work.grids.get(key)!.parent)?.name ?? ''}
                households={desk.rested?.figures.get(key)?.households ?? null}
                carers={gridsOf(moves.data).carers(told?.code ?? null, 'after')}
                phone={letter.data?.phone ?? ''}
                foot={`${day} · ${sourcesOf(system?.attribution ?? [], t)}`}
              />
            )
          })}
        </PrintPages>
      )}
    </Modal>
  )
}

interface GridPageProps {
  grid: PlanGrid
  code: string
  community: string
  picture: string
  households: number | null
  carers: string
  phone: string
  words: string
  foot: string
}

function GridPage({ grid, code, community, picture, households, carers, phone, words, foot }: GridPageProps) {
  const t = useT()
  const facts: [string, string][] = [
    [t('planPublish.mapsCode'), code],
    [t('planPage.households'), count(households)],
    [t('planPublish.mapsCarers'), carers],
    ...(phone === '' ? [] : [[t('planPublish.letterPhone'), phone] as [string, string]]),
  ]
  return (
    <article className={classes.gridPage}>
      <h1>
        {grid.name} <small>{community}</small>
      </h1>
      <img src={picture} alt={t('planPublish.mapsPicture', { name: grid.name })} />
      <dl>
        {facts.map(([label, value]) => (
          <div key={label} data-long={value.length > 16 || undefined}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <h2>{t('planPublish.mapsBorder')}</h2>
      <p>{words}</p>
      <footer>{foot}</footer>
    </article>
  )
}
