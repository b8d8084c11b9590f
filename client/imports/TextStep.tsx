/** How the text reads: the encoding can be switched, and the sample below shows at once what comes of it. */
import { NativeSelect } from '@mantine/core'
import { UNKNOWN } from '../i18n/format.ts'
import { useT } from '../i18n/i18n.ts'
import { Section } from '../ui/Section.tsx'
import { choose, type Chosen, type Layer } from './importState.ts'
import classes from './Imports.module.css'

const ENCODINGS = ['utf-8', 'gb18030', 'big5', 'utf-16le', 'utf-16be', 'windows-1252']

interface Props {
  layer: Layer
  chosen: Chosen
  isTable: boolean
}

export function TextStep({ layer, chosen, isTable }: Props) {
  const t = useT()
  const columns = layer.fields.map(({ name }) => name)
  if (columns.length === 0) return null
  const hasEncoding = layer.encoding !== null || chosen.encoding !== undefined
  return (
    <Section title={t('imports.text')}>
      <div className={classes.stack}>
        {(hasEncoding || isTable) && (
          <div className={classes.pair}>
            {hasEncoding && (
              <NativeSelect
                label={t('imports.encoding')}
                value={chosen.encoding ?? ''}
                data={[
                  {
                    value: '',
                    label: t('imports.encodingAuto', {
                      encoding: chosen.encoding === undefined ? (layer.encoding ?? UNKNOWN) : '…',
                    }),
                  },
                  ...ENCODINGS.map((encoding) => ({ value: encoding, label: encoding.toUpperCase() })),
                ]}
                onChange={(event) => choose({ encoding: event.currentTarget.value || undefined })}
              />
            )}
            {isTable && (
              <NativeSelect
                label={t('imports.headerRows')}
                value={String(chosen.headerRows ?? '')}
                data={[
                  { value: '', label: t('imports.headerAuto') },
                  { value: '1', label: t('imports.header.1') },
                  { value: '2', label: t('imports.header.2') },
                ]}
                onChange={(event) => {
                  const rows = Number(event.currentTarget.value)
                  choose({ headerRows: rows === 1 || rows === 2 ? rows : undefined, mapping: {} })
                }}
              />
            )}
          </div>
        )}
        <div
          className={classes.sample}
          tabIndex={0}
          role="region"
          aria-label={t('imports.sample', { count: layer.sampleRows.length })}
        >
          <table>
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column} scope="col">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {layer.sampleRows.map((row, index) => (
                <tr key={index}>
                  {columns.map((column) => (
                    <td key={column}>{String(row[column] ?? '')}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
    </Section>
  )
}
