/** A city's own grid, by the parameters its surveyors give. */
import { Button, NativeSelect, NumberInput } from '@mantine/core'
import { useState } from 'react'
import { useT } from '../i18n/i18n.ts'
import { cityGridText, type CityGrid } from './crsNames.ts'
import classes from './Imports.module.css'

const NUMBERS = [
  ['meridian', 'imports.crsMeridian'],
  ['latitude', 'imports.crsLatitude'],
  ['easting', 'imports.crsEasting'],
  ['northing', 'imports.crsNorthing'],
] as const

const ELLIPSOIDS: { value: CityGrid['ellipsoid']; label: string }[] = [
  { value: 'GRS80', label: 'CGCS2000' },
  { value: 'IAU76', label: 'Xian 1980' },
  { value: 'krass', label: 'Beijing 1954' },
]

export function CrsOfCity({ onUse }: { onUse: (crs: string) => void }) {
  const t = useT()
  const [grid, setGrid] = useState<CityGrid>({
    meridian: 114,
    latitude: 0,
    easting: 500000,
    northing: 0,
    scale: 1,
    ellipsoid: 'GRS80',
  })
  return (
    <div className={classes.stack}>
      <div className={classes.pair}>
        {NUMBERS.map(([key, label]) => (
          <NumberInput
            key={key}
            label={t(label)}
            value={grid[key]}
            decimalScale={8}
            hideControls
            onChange={(value) => setGrid({ ...grid, [key]: Number(value) })}
          />
        ))}
        <NumberInput
          label={t('imports.crsScale')}
          value={grid.scale}
          decimalScale={10}
          hideControls
          onChange={(value) => setGrid({ ...grid, scale: Number(value) })}
        />
        <NativeSelect
          label={t('imports.crsEllipsoid')}
          value={grid.ellipsoid}
          data={ELLIPSOIDS}
          onChange={(event) => {
            const ellipsoid = ELLIPSOIDS.find(({ value }) => value === event.currentTarget.value)?.value
            if (ellipsoid) setGrid({ ...grid, ellipsoid })
          }}
        />
      </div>
      <div>
        <Button variant="default" onClick={() => onUse(cityGridText(grid))}>
          {t('imports.crsUse')}
        </Button>
      </div>
    </div>
  )
}
