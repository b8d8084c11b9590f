/** A Gauss-Krüger zone: datum, width, number; whether the eastings bear the zone's number. */
import { Button, Checkbox, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { useSystem } from '../api/useSystem.ts'
import { useT } from '../i18n/i18n.ts'
import { DATUMS, zoneCode, zonesOf, type Datum, type ZoneWidth } from './crsNames.ts'
import classes from './Imports.module.css'

const BEIJING_LONGITUDE = 117

export function CrsByZone({ onUse }: { onUse: (crs: string) => void }) {
  const t = useT()
  const box = useSystem()?.bounds
  const here = box ? (box[0] + box[2]) / 2 : BEIJING_LONGITUDE
  const [datum, setDatum] = useState<Datum>('CGCS2000')
  const [width, setWidth] = useState<ZoneWidth>(3)
  const [zone, setZone] = useState<number | null>(null)
  const [isPrefixed, setIsPrefixed] = useState(false)
  const zones = zonesOf(width)
  // The zone of the street itself is the likeliest.
  const nearest = zones.reduce((best, one) =>
    Math.abs(one.meridian - here) < Math.abs(best.meridian - here) ? one : best,
  )
  const current = zones.find((one) => one.zone === zone) ?? nearest
  return (
    <div className={classes.stack}>
      <div className={classes.pair}>
        <NativeSelect
          label={t('imports.crsDatum')}
          value={datum}
          data={[...DATUMS]}
          onChange={(event) => setDatum(DATUMS.find((one) => one === event.currentTarget.value) ?? datum)}
        />
        <NativeSelect
          label={t('imports.crsWidth')}
          value={String(width)}
          data={[
            { value: '3', label: t('imports.crsWidth.3') },
            { value: '6', label: t('imports.crsWidth.6') },
          ]}
          onChange={(event) => setWidth(event.currentTarget.value === '6' ? 6 : 3)}
        />
      </div>
      <NativeSelect
        label={t('imports.crsZoneNumber')}
        value={String(current.zone)}
        data={zones.map((one) => ({
          value: String(one.zone),
          label: t('imports.crsZoneLabel', { zone: one.zone, meridian: one.meridian }),
        }))}
        onChange={(event) => setZone(Number(event.currentTarget.value))}
      />
      <Checkbox
        label={t('imports.crsPrefixed')}
        checked={isPrefixed}
        onChange={(event) => setIsPrefixed(event.currentTarget.checked)}
      />
      <div>
        <Button variant="default" onClick={() => onUse(zoneCode(datum, width, current.zone, isPrefixed))}>
          {t('imports.crsUse')}
        </Button>
      </div>
    </div>
  )
}
