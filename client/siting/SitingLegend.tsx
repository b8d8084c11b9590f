/** What the marks of the siting place mean. */
import circleClasses from '../circles/Circles.module.css'
import { useT } from '../i18n/i18n.ts'
import { useStore } from '../state/store.ts'
import { useIsDark } from '../theme/useIsDark.ts'
import { sitingRunStore } from './sitingEngine.ts'
import { sitingColours } from './sitingPart.ts'
import { useStudyState } from './studies/studyState.ts'
import { useSitingState } from './useSiting.ts'

export default function SitingLegend() {
  const t = useT()
  const { site, existing, outside, edge, opening } = sitingColours(useIsDark())
  const { kind, minutes } = useSitingState()
  const { answer, answered, mix } = useStore(sitingRunStore)
  const { study, isList } = useStudyState()
  const isKept = study !== null
  if (isList && !isKept) return null
  if (!isKept && (kind === null || !answer)) return null
  return (
    <ul className={circleClasses.legend}>
      <li>
        <i style={{ background: site, border: `2px solid ${edge}` }} aria-hidden />
        {t('siting.legendSite')}
      </li>
      <li>
        <i data-dot style={{ background: existing, border: `1.5px solid ${edge}` }} aria-hidden />
        {t('siting.legendExisting')}
      </li>
      {!isKept && (
        <li>
          <i data-dot style={{ background: outside }} aria-hidden />
          {t('siting.legendOutside', { minutes: answered?.minutes ?? minutes })}
        </li>
      )}
      {!isKept && (mix?.answer?.openings.length ?? 0) > 0 && (
        <li>
          <i
            style={{
              border: `2px solid ${opening}`,
              borderRadius: 2,
              transform: 'rotate(45deg) scale(0.75)',
            }}
            aria-hidden
          />
          {t('siting.legendOpening')}
        </li>
      )}
    </ul>
  )
}
