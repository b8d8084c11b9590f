/** All steps before the dry run, one below the other: what it is, its text, where it lies, which column is what. */
import { Button } from '@mantine/core'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { Geometry } from 'geojson'
import { isRefusal } from '../api/failure.ts'
import { count } from '../i18n/format.ts'
import { useT, wordFor } from '../i18n/i18n.ts'
import { flyToBox } from '../map/camera.ts'
import { Failed } from '../ui/Failed.tsx'
import { PanelBody } from '../ui/PanelBody.tsx'
import { PlaceHead } from '../ui/PlaceHead.tsx'
import { SkeletonLines } from '../ui/SkeletonLines.tsx'
import { toastFailure } from '../ui/toast.ts'
import { CrsStep } from './CrsStep.tsx'
import { FileHead } from './FileHead.tsx'
import { fileDetail } from './fileDetail.ts'
import { useImportApi } from './importReach.ts'
import { importStore, type ImportState } from './importState.ts'
import classes from './Imports.module.css'
import { MappingStep } from './MappingStep.tsx'
import { Notices } from './Notices.tsx'
import { boxOf, previewStore } from './preview.ts'
import { choiceFor, inspectInput, resolveChoice } from './resolveChoice.ts'
import { TextStep } from './TextStep.tsx'
import { WhatStep } from './WhatStep.tsx'

type Choosing = Extract<ImportState, { step: 'choosing' }>

/** Shapes of the layer, for the map; none while the coordinate system is not known. The map goes to the first ones. */
function usePreview(geometries: readonly unknown[] | undefined): void {
  const hasFlown = useRef(false)
  useEffect(() => {
    const shapes = (geometries ?? []) as Geometry[]
    previewStore.set(shapes)
    const box = boxOf(shapes)
    if (!box || hasFlown.current) return
    hasFlown.current = true
    flyToBox(box)
  }, [geometries])
}

export function ChoiceSteps({ state }: { state: Choosing }) {
  const t = useT()
  const { uploadId, file, chosen } = state
  const api = useImportApi()
  const inspected = useQuery(
    api.inspect.queryOptions(inspectInput(uploadId, chosen), {
      placeholderData: keepPreviousData,
      retry: false,
    }),
  )
  const targets = useQuery(api.targets.queryOptions())
  const start = useMutation(
    api.start.mutationOptions({
      onSuccess: ({ jobId }) =>
        importStore.set({ step: 'job', uploadId, file, chosen, jobId, isAccepted: false }),
      onError: toastFailure,
    }),
  )
  const layer = inspected.data?.layers.find(({ name }) => name === chosen.layer) ?? inspected.data?.layers[0]
  usePreview(layer?.preview)
  const isCrsBad = inspected.error !== null && chosen.crs !== undefined
  if (inspected.error && !inspected.data && !isCrsBad) {
    return (
      <>
        <PlaceHead title={t('imports.title')} />
        <FileHead file={file} detail={isRefusal(inspected.error) ? t('imports.failed') : undefined} />
        <Failed error={inspected.error} onRetry={() => void inspected.refetch()} />
      </>
    )
  }
  if (!inspected.data || !layer || !targets.data) {
    return (
      <>
        <PlaceHead title={t('imports.title')} />
        <FileHead file={file} detail={t('imports.inspecting')} />
        <SkeletonLines rows={10} />
      </>
    )
  }
  const resolved = resolveChoice(layer, chosen, targets.data)
  const missing = [
    ...(resolved.needsLevel ? [t('imports.level')] : []),
    ...(resolved.needsCrs ? [t('imports.crs')] : []),
    ...resolved.missing.map((target) => wordFor('target', target)),
  ]
  return (
    <>
      <PlaceHead title={t('imports.title')} />
      <FileHead file={file} detail={fileDetail(inspected.data, layer)} />
      <PanelBody>
        <Notices notices={inspected.data.notices} />
        <WhatStep inspected={inspected.data} resolved={resolved} chosen={chosen} />
        <CrsStep
          resolved={resolved}
          chosen={chosen}
          isBad={isCrsBad}
          isLooking={inspected.isPlaceholderData}
        />
        {resolved.kind !== 'basemap' && (
          <>
            <TextStep layer={layer} chosen={chosen} isTable={/csv|xlsx/i.test(inspected.data.format)} />
            {resolved.fields.length > 0 && <MappingStep resolved={resolved} chosen={chosen} />}
          </>
        )}
      </PanelBody>
      <div className={classes.foot}>
        <Button
          disabled={missing.length > 0 || isCrsBad}
          loading={start.isPending}
          onClick={() => start.mutate({ ...choiceFor(uploadId, resolved, chosen), accept: false })}
        >
          {t('imports.check')}
        </Button>
        {missing.length > 0 ? (
          <span className={classes.missing} role="status">
            {t('imports.missing', { fields: missing.join('、') })}
          </span>
        ) : (
          <span className={classes.soft}>
            {t('imports.checkHint')}
            {layer.rowCount !== null && ` · ${t('imports.rows', { count: count(layer.rowCount) })}`}
          </span>
        )}
      </div>
    </>
  )
}
