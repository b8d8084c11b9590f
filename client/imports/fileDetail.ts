/** A file in one line: its format, its size, its rows. */
import type { Inspected } from '../../shared/domain/importing.ts'
import { count, UNKNOWN } from '../i18n/format.ts'
import { translate } from '../i18n/i18n.ts'
import type { Layer } from './importState.ts'

const fine = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 })

export function fileSize(bytes: number): string {
  if (bytes < 1000) return `${String(bytes)} B`
  if (bytes < 1e6) return `${fine.format(bytes / 1e3)} kB`
  return bytes < 1e9 ? `${fine.format(bytes / 1e6)} MB` : `${fine.format(bytes / 1e9)} GB`
}

export function fileDetail({ format, bytes }: Inspected, layer: Layer): string {
  const rows =
    layer.rowCount === null
      ? translate('imports.rowsUnknown')
      : translate('imports.rows', { count: count(layer.rowCount) })
  const shapes = layer.geometryTypes.length > 0 ? ` · ${layer.geometryTypes.join('、')}` : ''
  return `${format || UNKNOWN} · ${fileSize(bytes)} · ${rows}${shapes}`
}
