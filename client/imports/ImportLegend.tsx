import { useT } from '../i18n/i18n.ts'
import { useStore } from '../state/store.ts'
import { useIsDark } from '../theme/useIsDark.ts'
import { PREVIEW_COLOUR } from './ImportLayers.tsx'
import classes from './Imports.module.css'
import { findingStore, previewStore } from './preview.ts'

/** What the dashed shapes on the map are. */
export default function ImportLegend() {
  const t = useT()
  const isDark = useIsDark()
  const hasPreview = useStore(previewStore).length > 0
  const hasFinding = useStore(findingStore) !== null
  if (!hasPreview && !hasFinding) return null
  return (
    <ul className={classes.legend}>
      {hasPreview && (
        <li>
          <i
            style={{ border: `2px dashed ${isDark ? PREVIEW_COLOUR.dark : PREVIEW_COLOUR.light}` }}
            aria-hidden
          />
          {t('imports.legendPreview')}
        </li>
      )}
      {hasFinding && (
        <li>
          <i data-finding aria-hidden />
          {t('imports.legendFinding')}
        </li>
      )}
    </ul>
  )
}
