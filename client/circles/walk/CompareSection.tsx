/** The people whom the compass counts and the walk does not reach, by unit. */
import { useUnits } from '../../api/useUnits.ts'
import { count } from '../../i18n/format.ts'
import { useT } from '../../i18n/i18n.ts'
import { flyToBox } from '../../map/camera.ts'
import { Section } from '../../ui/Section.tsx'
import classes from '../Circles.module.css'
import type { CircleState } from '../circleState.ts'
import type { WalkAnswer } from './protocol.ts'

const LINES = 8

export function CompareSection({ answer, state }: { answer: WalkAnswer; state: CircleState }) {
  const t = useT()
  const { nodes } = useUnits()
  const compared = answer.onlyAsTheCrowFlies
  if (!compared) return null
  const minutes = answer.rings.at(-1)?.minutes ?? 15
  return (
    <Section title={t('circles.compareTitle')}>
      <p className={classes.compare}>
        <strong>{count(compared.people.residents)}</strong>{' '}
        {t('circles.compareSentence', { meters: count(state.radii[2]), minutes })}
      </p>
      <ul className={classes.compareList}>
        {compared.byUnit.slice(0, LINES).map(({ code, name, residents }) => (
          <li key={code}>
            <button
              type="button"
              onClick={() => {
                const node = nodes.get(code)
                if (node) flyToBox(node.box)
              }}
            >
              <span>{name}</span>
              <span>{count(residents)}</span>
            </button>
          </li>
        ))}
      </ul>
    </Section>
  )
}
