/** Where the file lies: the system that was found, doubts about it, and the choice of another. */
import { Anchor, Button, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import type { Geometry } from 'geojson'
import { AXIS_ORDERS } from '../../shared/domain/importing.ts'
import { count } from '../i18n/format.ts'
import { useT } from '../i18n/i18n.ts'
import { flyToBox } from '../map/camera.ts'
import { Section } from '../ui/Section.tsx'
import { CrsByCode } from './CrsByCode.tsx'
import { CrsByZone } from './CrsByZone.tsx'
import { CrsOfCity } from './CrsOfCity.tsx'
import { COMMON_SYSTEMS, crsName } from './crsNames.ts'
import { choose, type Chosen } from './importState.ts'
import classes from './Imports.module.css'
import { Notices } from './Notices.tsx'
import { boxOf } from './preview.ts'
import type { Resolved } from './resolveChoice.ts'

const OWN_WAYS = ['zone', 'code', 'city'] as const
type OwnWay = (typeof OWN_WAYS)[number]
const WAY_WORDS = { zone: 'imports.crsZone', code: 'imports.crsCode', city: 'imports.crsCity' } as const

interface Props {
  resolved: Resolved
  chosen: Chosen
  /** The chosen system gave no places. */
  isBad: boolean
  isLooking: boolean
}

export function CrsStep({ resolved, chosen, isBad, isLooking }: Props) {
  const t = useT()
  const [way, setWay] = useState<OwnWay | null>(null)
  const { layer, mapping, needsCrs } = resolved
  const hasPlaces = layer.geometryTypes.length > 0 || Boolean(mapping.lon && mapping.lat)
  if (resolved.kind === 'basemap' || resolved.kind === 'roster') return null
  if (!hasPlaces) {
    return (
      <Section title={t('imports.crs')}>
        <p className={classes.soft}>{t('imports.noGeometry')}</p>
      </Section>
    )
  }
  const found = layer.crs
  const hasColumns = Boolean(mapping.lon && mapping.lat)
  const warnings = layer.crsWarnings.filter(
    (key) => key !== 'crs.warning.swapped' || hasColumns || (chosen.axisOrder ?? 'auto') === 'auto',
  )
  const looksSwapped = warnings.includes('crs.warning.swapped')
  const likely = layer.crsCandidates.filter((one) => one !== found)
  const listed = new Set([...likely, ...COMMON_SYSTEMS])
  const own = chosen.crs !== undefined && !listed.has(chosen.crs) ? [chosen.crs] : []
  const options = (systems: readonly string[]) => systems.map((one) => ({ value: one, label: crsName(one) }))
  const box = boxOf(layer.preview as Geometry[])
  return (
    <Section
      title={t('imports.crs')}
      aside={<span className={classes.soft}>{t(`imports.crsSource.${layer.crsSource}`)}</span>}
    >
      <div className={classes.stack}>
        {needsCrs && (
          <p className={classes.notice} role="status">
            {t('imports.crsUnknown')}
          </p>
        )}
        <Notices notices={warnings.map((key) => ({ key }))} isLoud />
        {looksSwapped && mapping.lon && mapping.lat && (
          <div>
            <Button
              variant="default"
              size="compact-sm"
              onClick={() =>
                choose({
                  mapping: { ...chosen.mapping, lon: mapping.lat ?? '', lat: mapping.lon ?? '' },
                })
              }
            >
              {t('imports.swap')}
            </Button>{' '}
            <span className={classes.soft}>
              {t('imports.swapNow', { lon: mapping.lon, lat: mapping.lat })}
            </span>
          </div>
        )}
        {looksSwapped && !hasColumns && (
          <div>
            <Button variant="default" size="compact-sm" onClick={() => choose({ axisOrder: 'latlon' })}>
              {t('imports.axisSwap')}
            </Button>
          </div>
        )}
        {!hasColumns && (
          <NativeSelect
            label={t('imports.axis')}
            value={chosen.axisOrder ?? 'auto'}
            data={AXIS_ORDERS.map((one) => ({ value: one, label: t(`imports.axis.${one}`) }))}
            onChange={(event) =>
              choose({ axisOrder: AXIS_ORDERS.find((one) => one === event.currentTarget.value) })
            }
          />
        )}
        <NativeSelect
          label={t('imports.crsChoice')}
          value={way ?? chosen.crs ?? ''}
          data={[
            {
              value: '',
              label: found ? t('imports.crsAuto', { crs: crsName(found) }) : t('imports.crsAutoUnknown'),
            },
            ...options(own),
            ...(likely.length > 0 ? [{ group: t('imports.crsLikely'), items: options(likely) }] : []),
            {
              group: t('imports.crsCommon'),
              items: options(COMMON_SYSTEMS.filter((one) => !likely.includes(one))),
            },
            {
              group: t('imports.crsOther'),
              items: OWN_WAYS.map((one) => ({ value: one, label: t(WAY_WORDS[one]) })),
            },
          ]}
          onChange={(event) => {
            const next = event.currentTarget.value
            const asWay = OWN_WAYS.find((one) => one === next)
            setWay(asWay ?? null)
            if (!asWay) choose({ crs: next || undefined })
          }}
        />
        {way === 'zone' && <CrsByZone onUse={(crs) => choose({ crs })} />}
        {way === 'code' && <CrsByCode onUse={(crs) => choose({ crs })} />}
        {way === 'city' && <CrsOfCity onUse={(crs) => choose({ crs })} />}
        {isBad && (
          <p className={classes.missing} role="alert">
            {t('imports.crsBad')}
          </p>
        )}
        {!isBad && !isLooking && box && (
          <p className={classes.soft} role="status">
            {t('imports.previewDrawn', { count: count(layer.preview.length) })}{' '}
            <Anchor component="button" type="button" fz={12} onClick={() => flyToBox(box)}>
              {t('imports.previewGo')}
            </Anchor>
          </p>
        )}
      </div>
    </Section>
  )
}
