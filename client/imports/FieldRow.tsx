/** One field: its column, or a fixed value; below it what the file has there. */
import { NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useT, wordFor } from '../i18n/i18n.ts'
import type { Layer } from './importState.ts'
import classes from './Imports.module.css'

const FIXED = '='

interface Props {
  field: { target: string; isRequired: boolean }
  /** Column, `=constant`, or absent. */
  source: string | undefined
  layer: Layer
  onChange: (source: string) => void
}

export function FieldRow({ field: { target, isRequired }, source, layer, onChange }: Props) {
  const t = useT()
  const word = wordFor('target', target)
  const [isFixed, setIsFixed] = useState(source?.startsWith(FIXED) ?? false)
  const column = layer.fields.find(({ name }) => name === source)
  return (
    <div className={classes.field} data-missing={(isRequired && !source) || undefined}>
      <span className={classes.target}>
        {word}
        {isRequired && <span className={classes.required}>{t('imports.required')}</span>}
      </span>
      <NativeSelect
        aria-label={t('imports.column', { field: word })}
        value={isFixed ? FIXED : (source ?? '')}
        data={[
          { value: '', label: t('imports.notMapped') },
          ...layer.fields.map(({ name }) => ({ value: name, label: name })),
          { value: FIXED, label: t('imports.constant') },
        ]}
        onChange={(event) => {
          const next = event.currentTarget.value
          setIsFixed(next === FIXED)
          onChange(next === FIXED ? '' : next)
        }}
      />
      {isFixed && (
        <TextInput
          className={classes.samples}
          aria-label={t('imports.constantValue', { field: word })}
          value={source?.startsWith(FIXED) ? source.slice(1) : ''}
          onChange={(event) => {
            const text = event.currentTarget.value
            onChange(text === '' ? '' : FIXED + text)
          }}
        />
      )}
      {column && column.sample.length > 0 && (
        <span className={classes.samples} title={column.sample.join(' · ')}>
          {column.sample.slice(0, 4).join(' · ')}
        </span>
      )}
    </div>
  )
}
