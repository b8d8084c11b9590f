import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useT } from '../i18n/i18n.ts'
import classes from './Imports.module.css'

/** A system by its EPSG code. */
export function CrsByCode({ onUse }: { onUse: (crs: string) => void }) {
  const t = useT()
  const [code, setCode] = useState('')
  const digits = /^(?:EPSG:)?\s*(\d{4,6})$/i.exec(code.trim())?.[1]
  return (
    <div className={classes.stack}>
      <TextInput
        label={t('imports.crsCodeLabel')}
        placeholder="4547"
        inputMode="numeric"
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <div>
        <Button variant="default" disabled={!digits} onClick={() => digits && onUse(`EPSG:${digits}`)}>
          {t('imports.crsUse')}
        </Button>
      </div>
    </div>
  )
}
