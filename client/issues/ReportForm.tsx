/** A new report: what, where (the next click on the map), in words. What was typed stays until it is sent or ended. */
import { Button, Select, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef } from 'react'
import { MOST_PHOTOS, type PhotoTaken } from '../../shared/issues/photos.ts'
import { ISSUE_CLASSES } from '../../shared/standards/issueClasses.ts'
import { newKey } from '../api/newKey.ts'
import { trpc } from '../api/trpc.ts'
import { useT } from '../i18n/i18n.ts'
import { issueClassName, issueSubclassName } from '../i18n/vocabulary.ts'
import { type GivePlace, useAskedPlace } from '../map/askPlace.ts'
import { flyToPoint } from '../map/camera.ts'
import { mapStore } from '../map/mapStore.ts'
import { useSelectedPoint } from '../map/selectedPoint.ts'
import { openIssue } from '../overview/open.ts'
import { PlaceHead } from '../ui/PlaceHead.tsx'
import { PanelBody } from '../ui/PanelBody.tsx'
import { toastDone, toastFailure } from '../ui/toast.ts'
import classes from './Issues.module.css'
import { PhotoField } from './photos/PhotoField.tsx'
import { type PickedPhotos, usePhotos } from './photos/usePhotos.ts'
import { changeReport, endReport, type ReportDraft, reportDraftStore } from './reportDraft.ts'
import { noteReported } from './reportedHere.ts'

const keyFor = (_content: string): string => newKey()

export function ReportForm({ draft }: { draft: ReportDraft }) {
  const t = useT()
  const queryClient = useQueryClient()
  const { kind, description, address, place, isOfPhoto } = draft
  const give = useCallback<GivePlace>(
    ([lon, lat]) => changeReport({ place: [lon, lat], isOfPhoto: false }),
    [],
  )
  // A photo that knows where it was taken says where it is, until somebody says so.
  const placeOf = useCallback(({ place: taken }: PhotoTaken) => {
    if (!taken || reportDraftStore.get()?.place !== null) return
    changeReport({ place: taken, isOfPhoto: true })
    flyToPoint(taken)
  }, [])
  const picked = usePhotos(placeOf)
  useKeptPhotos(picked, draft)
  useAskedPlace(give)
  useSelectedPoint(place)
  const send = useMutation(
    trpc.issue.report.mutationOptions({
      onSuccess: async ({ id }) => {
        noteReported(id)
        toastDone(t('issues.reported', { id }))
        await queryClient.invalidateQueries({ queryKey: trpc.issue.pathKey() })
        endReport()
        openIssue(id, place)
      },
      onError: toastFailure,
    }),
  )
  const kinds = useMemo(
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
  // Another text is another report; the same one sent again is the same.
  const content = JSON.stringify([kind, description, address, place, picked.hashes])
  const key = useMemo(() => keyFor(content), [content])
  const isComplete = kind !== null && place !== null && description.trim() !== '' && picked.isReady
  const useCentre = () => {
    const centre = mapStore.get()?.getCenter()
    if (centre) give([centre.lng, centre.lat], null)
  }
  return (
    <>
      <PlaceHead title={t('issues.reportTitle')} />
      <PanelBody>
        <form
          className={classes.report}
          onSubmit={(event) => {
            event.preventDefault()
            if (!isComplete) return
            const [issueClass = '', subclass = ''] = kind.split(' ')
            send.mutate({
              class: issueClass,
              subclass,
              description: description.trim(),
              address: address.trim(),
              location: place,
              photos: picked.hashes,
              key,
            })
          }}
        >
          <Select
            label={t('issues.reportClass')}
            data={kinds}
            value={kind}
            onChange={(value) => changeReport({ kind: value })}
            searchable
            required
          />
          <div className={classes.where}>
            <span>
              {t('issues.reportWhere')}
              {': '}
              {t(!place ? 'issues.reportPick' : isOfPhoto ? 'issues.reportOfPhoto' : 'issues.reportPicked')}
            </span>
            <Button variant="default" size="compact-sm" onClick={useCentre}>
              {t('issues.reportCentre')}
            </Button>
          </div>
          <Textarea
            label={t('issues.reportWhat')}
            value={description}
            onChange={(event) => changeReport({ description: event.currentTarget.value })}
            required
            autosize
            minRows={3}
            maxLength={2000}
          />
          <TextInput
            label={t('issues.reportAddress')}
            value={address}
            onChange={(event) => changeReport({ address: event.currentTarget.value })}
            maxLength={200}
          />
          <PhotoField
            picked={picked}
            label={t('photo.label')}
            hint={t('photo.withReport', { most: MOST_PHOTOS })}
          />
          <div className={classes.formEnd}>
            <Button variant="default" onClick={endReport}>
              {t('issues.cancel')}
            </Button>
            <Button type="submit" disabled={!isComplete} loading={send.isPending}>
              {t('issues.report')}
            </Button>
          </div>
        </form>
      </PanelBody>
    </>
  )
}

/** Photos of a draft that is come back to are picked again: the server knows them by their bytes. */
function useKeptPhotos({ photos, add }: PickedPhotos, draft: ReportDraft): void {
  const kept = useRef<readonly File[] | null>(draft.photos)
  useEffect(() => {
    if (kept.current === null) {
      changeReport({ photos: photos.map(({ file, name }) => new File([file], name, { type: file.type })) })
      return
    }
    const files = kept.current
    kept.current = null
    if (files.length > 0) add(files)
  }, [photos, add])
}
