/**
 * A report with few taps: what (large choices), where (the phone's place, or a tap on the map), and in words if there is
 * time for them. It goes into the outbox, so that it is safe before there is signal.
 */
import { Button, Select, Textarea, UnstyledButton } from '@mantine/core'
import { IconCurrentLocation, IconMap2 } from '@tabler/icons-react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Me } from '../../shared/domain/access.ts'
import { MOST_PHOTOS } from '../../shared/issues/photos.ts'
import { ISSUE_CLASSES } from '../../shared/standards/issueClasses.ts'
import { setSheet } from '../frame/layout.ts'
import { count } from '../i18n/format.ts'
import { translate, useT } from '../i18n/i18n.ts'
import { issueClassName, issueSubclassName } from '../i18n/vocabulary.ts'
import { PhotoField } from '../issues/photos/PhotoField.tsx'
import { type GivePlace, useAskedPlace } from '../map/askPlace.ts'
import { flyToPoint } from '../map/camera.ts'
import { mapStore } from '../map/mapStore.ts'
import { useSelectedPoint } from '../map/selectedPoint.ts'
import { writeReport } from '../outbox/write.ts'
import { useStore } from '../state/store.ts'
import { announce } from '../ui/announce.ts'
import { PanelBody } from '../ui/PanelBody.tsx'
import { toastDone } from '../ui/toast.ts'
import { openTasks } from './openWork.ts'
import { dropDraft, emptyDraft, keepDraft, readDraft, type ReportDraft } from './reportDraft.ts'
import { toastNotKept } from './toastNotKept.ts'
import { useFieldWork } from './useFieldWork.ts'
import { useKeptPhotos } from './useKeptPhotos.ts'
import { canTellPosition, followPosition, positionStore } from './usePosition.ts'
import { type Kind, usualKinds } from './usualClasses.ts'
import classes from './Work.module.css'
import { WorkHead } from './WorkHead.tsx'

const OFFERED = 8
const MOST_WORDS = 2000

const isSame = (a: Kind | null, b: Kind): boolean => a?.class === b.class && a.subclass === b.subclass

/** What was begun before is taken up again. */
export function QuickReport({ me }: { me: Me }) {
  const [begun, setBegun] = useState<ReportDraft | null>(null)
  useEffect(() => {
    let isGone = false
    const begin = (found: ReportDraft | null) => {
      if (!isGone) setBegun(found ?? emptyDraft(me.accountId))
    }
    readDraft(me.accountId).then(begin, () => begin(null))
    return () => {
      isGone = true
    }
  }, [me.accountId])
  return begun && <ReportFields me={me} begun={begun} />
}

function ReportFields({ me, begun }: { me: Me; begun: ReportDraft }) {
  const t = useT()
  const work = useFieldWork()
  const position = useStore(positionStore)
  const [draft, setDraft] = useState(begun)
  const picked = useKeptPhotos(begun.photos)
  const [isBusy, setIsBusy] = useState(false)
  const [isOnMap, setIsOnMap] = useState(false)
  const isSent = useRef(false)
  const offered = useMemo(() => usualKinds(work.data?.tasks ?? [], OFFERED), [work.data])
  const here = position.state === 'known' ? position.position : null
  // Where one stands, until another place is given.
  const place = draft.place ?? here?.place ?? null
  const set = (change: Partial<ReportDraft>) => setDraft((before) => ({ ...before, ...change }))

  const { queued } = picked
  useEffect(() => {
    const photos = queued.map(({ name, bytes }) => ({ name, bytes, hash: null }))
    if (!isSent.current) void keepDraft({ ...draft, photos }).catch(() => undefined)
  }, [draft, queued])

  const give = useCallback<GivePlace>(([lon, lat]) => {
    setDraft((before) => ({ ...before, place: [lon, lat] }))
    setIsOnMap(false)
    setSheet('full')
  }, [])
  useAskedPlace(give)
  useSelectedPoint(place)
  const lookAtMap = () => {
    setIsOnMap(true)
    setSheet('low')
    const [unit] = work.data?.units ?? []
    const middle = place ?? unit?.centre
    if (middle) flyToPoint(middle)
  }
  const takeMiddle = () => {
    const middle = mapStore.get()?.getCenter()
    if (middle) give([middle.lng, middle.lat], null)
  }
  const { kind } = draft
  const isComplete = kind !== null && place !== null
  const send = async () => {
    if (!isComplete || isBusy) return
    setIsBusy(true)
    try {
      await writeReport(
        me,
        {
          kind: 'report',
          ...kind,
          description: draft.words.trim() || issueSubclassName(kind.subclass),
          address: '',
          location: [place[0], place[1]],
        },
        queued,
      )
      isSent.current = true
      await dropDraft().catch(() => undefined)
      toastDone(translate('work.reportKept'))
      announce(translate('work.reportKept'))
      openTasks()
    } catch {
      toastNotKept()
      setIsBusy(false)
    }
  }
  if (isOnMap) {
    return (
      <header className={classes.head}>
        <h2 className={classes.headTitle}>{t('work.tapMap')}</h2>
        <Button variant="default" onClick={takeMiddle}>
          {t('issues.reportCentre')}
        </Button>
      </header>
    )
  }
  return (
    <>
      <WorkHead title={t('issues.reportTitle')} />
      <PanelBody>
        <form
          className={classes.report}
          onSubmit={(event) => {
            event.preventDefault()
            void send()
          }}
        >
          <div className={classes.kinds} role="group" aria-label={t('issues.reportClass')}>
            {offered.map((one) => (
              <UnstyledButton
                key={`${one.class} ${one.subclass}`}
                className={classes.kind}
                aria-pressed={isSame(kind, one)}
                onClick={() => set({ kind: one })}
              >
                {issueSubclassName(one.subclass)}
              </UnstyledButton>
            ))}
          </div>
          <OtherKind
            kind={kind}
            isOffered={offered.some((one) => isSame(kind, one))}
            onPick={(one) => set({ kind: one })}
          />
          <div className={classes.place} data-missing={place === null || undefined}>
            <span>
              {t('issues.reportWhere')}
              {': '}
              {draft.place
                ? t('work.placeGiven')
                : here
                  ? t('work.placeHere', { meters: count(Math.round(here.accuracy)) })
                  : t('work.placeMissing')}
            </span>
            <div className={classes.placeButtons}>
              {canTellPosition() && (draft.place || !here) && (
                <Button
                  variant="default"
                  leftSection={<IconCurrentLocation size={18} aria-hidden />}
                  loading={position.state === 'asking'}
                  onClick={() => {
                    followPosition()
                    set({ place: null })
                  }}
                >
                  {t('work.useHere')}
                </Button>
              )}
              <Button variant="default" leftSection={<IconMap2 size={18} aria-hidden />} onClick={lookAtMap}>
                {t('work.onMap')}
              </Button>
            </div>
            {position.state === 'refused' && (
              <span className={classes.quiet}>{t('work.positionRefused')}</span>
            )}
          </div>
          <Textarea
            label={t('work.words')}
            placeholder={t('work.wordsHint')}
            value={draft.words}
            onChange={(event) => set({ words: event.currentTarget.value })}
            autosize
            minRows={2}
            maxRows={6}
            maxLength={MOST_WORDS}
          />
          <PhotoField
            picked={picked}
            label={t('photo.label')}
            hint={t('photo.withReport', { most: MOST_PHOTOS })}
          />
          <Button type="submit" size="lg" fullWidth disabled={!isComplete} loading={isBusy}>
            {t('issues.report')}
          </Button>
          {!isComplete && (
            <p className={classes.quiet}>{t(kind === null ? 'work.needsKind' : 'work.needsPlace')}</p>
          )}
        </form>
      </PanelBody>
    </>
  )
}

/** All other kinds, to be searched. */
function OtherKind({
  kind,
  isOffered,
  onPick,
}: {
  kind: Kind | null
  isOffered: boolean
  onPick: (kind: Kind) => void
}) {
  const t = useT()
  const data = useMemo(
    () =>
      ISSUE_CLASSES.filter(({ subclasses }) => subclasses.length > 0).map((one) => ({
        group: issueClassName(one.class),
        items: one.subclasses.map(({ subclass }) => ({
          value: `${one.class} ${subclass}`,
          label: issueSubclassName(subclass),
        })),
      })),
    [],
  )
  return (
    <Select
      label={t('work.otherKind')}
      placeholder={t('work.otherKindHint')}
      data={data}
      value={kind && !isOffered ? `${kind.class} ${kind.subclass}` : null}
      onChange={(value) => {
        const [issueClass, subclass] = value?.split(' ') ?? []
        if (issueClass && subclass) onPick({ class: issueClass, subclass })
      }}
      searchable
    />
  )
}
