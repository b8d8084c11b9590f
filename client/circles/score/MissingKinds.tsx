/** The kinds of the set by how many people lack them; a row opens the kind's gap map. */
import { UnstyledButton } from '@mantine/core'
import type { ScoreSet } from '../../../shared/standards/scoreSets.ts'
import { count, share } from '../../i18n/format.ts'
import { useT } from '../../i18n/i18n.ts'
import { facilityKindName } from '../../i18n/vocabulary.ts'
import { FacilityIcon } from '../../ui/FacilityIcon.tsx'
import { Section } from '../../ui/Section.tsx'
import classes from '../Circles.module.css'
import { changeCircles, pickCircles, type Who } from '../circleState.ts'
import type { ScoreAnswer } from '../walk/protocol.ts'

interface Props {
  answer: ScoreAnswer
  set: ScoreSet
  who: Who
}

export function MissingKinds({ answer, set, who }: Props) {
  const t = useT()
  const total = who === 'over64' ? answer.over64 : answer.residents
  const rows = set.kinds
    .map(({ kind, minutes }, k) => {
      const { residentsWithout, over64Without } = answer.kinds[k]!
      const without = who === 'over64' ? over64Without : residentsWithout
      return { kind, minutes, without, facilities: answer.facilities[k]! }
    })
    .sort((a, b) => b.without - a.without)
  /** The gap map of the kind, at its own level. */
  const open = (kind: string, minutes: number) => {
    pickCircles({ from: 'kind', kind })
    const circles =
      minutes === 15 ? undefined : [minutes / 3, (2 * minutes) / 3, minutes].map(Math.round).join()
    changeCircles({ minutes: circles, who: who === 'residents' ? undefined : who }, 'replace')
  }
  return (
    <Section title={t('score.missing')}>
      <ul className={classes.missing}>
        {rows.map(({ kind, minutes, without, facilities }) => (
          <li key={kind}>
            <UnstyledButton
              className={classes.missingRow}
              disabled={facilities === 0}
              onClick={() => open(kind, minutes)}
            >
              <FacilityIcon kind={kind} size={16} />
              <span className={classes.name}>
                {facilityKindName(kind)}
                <small>
                  {facilities === 0 ? t('score.noneHere') : t('score.within', { minutes, count: facilities })}
                </small>
              </span>
              <span className={classes.number}>
                <i
                  className={classes.shareBar}
                  style={{ width: `${String(total > 0 ? Math.round((without / total) * 56) : 0)}px` }}
                  aria-hidden
                />
                <strong>{count(without)}</strong>
                <span className={classes.soft}>{share(total > 0 ? without / total : null)}</span>
              </span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </Section>
  )
}
