/** How counts came about, where they are not exact: the same words on the page and in the files that leave it. */
import type { Translate } from '../i18n/i18n.ts'

export interface Counts {
  /** False: the people of each place are rounded before they are added. */
  isExact: boolean
  /** True: some places are estimated from counts of areas. */
  isEstimate: boolean
}

/** Null where every count is exact. */
export function countsText(t: Translate, { isExact, isEstimate }: Counts): string | null {
  const texts = [
    ...(isEstimate ? [t('circles.estimateHint')] : []),
    ...(isExact ? [] : [t('circles.roundedToFives')]),
  ]
  return texts.length === 0 ? null : texts.join(' ')
}
