/** Measures of access to the kind: how much of it residents have, how evenly, and where least. */
import { NativeSelect } from '@mantine/core'
import { useMemo, useState } from 'react'
import { ACCESS_MEASURES, type AccessMeasure } from '../../../shared/circles/accessMeasures.ts'
import { useUnits } from '../../api/useUnits.ts'
import { count, measure as figure, UNKNOWN } from '../../i18n/format.ts'
import { useT } from '../../i18n/i18n.ts'
import { flyToBox } from '../../map/camera.ts'
import { Failed } from '../../ui/Failed.tsx'
import { Section } from '../../ui/Section.tsx'
import { SkeletonLines } from '../../ui/SkeletonLines.tsx'
import classes from '../Circles.module.css'
import { CountsNote } from '../CountsNote.tsx'
import type { CircleState } from '../circleState.ts'
import { useWalkCall } from '../walk/useWalkCall.ts'

const LINES = 8

/** What is told of `twoStep` is told per thousand residents: shares of one facility are too small to read. */
const SCALE: Readonly<Record<AccessMeasure, number>> = {
  nearest: 1,
  choices: 1,
  twoStep: 1000,
  enhancedTwoStep: 1000,
}

interface Props {
  state: CircleState
  kind: string
}

export function AccessSection({ state, kind }: Props) {
  const t = useT()
  const { nodes } = useUnits()
  const [measure, setMeasure] = useState<AccessMeasure>('nearest')
  const { walker, minutes } = state
  const limit = minutes[2]
  const question = useMemo(() => ({ walker, kind, minutes: limit, measure }), [walker, kind, limit, measure])
  const { answer, counts, error, retry } = useWalkCall('access', question)
  const scale = SCALE[measure]
  const value = (one: number | null): string => figure(one === null ? null : one * scale)
  return (
    <Section title={t('access.title')}>
      <NativeSelect
        aria-label={t('access.measure')}
        value={measure}
        data={ACCESS_MEASURES.map((one) => ({ value: one, label: t(`access.measure.${one}`) }))}
        onChange={(event) =>
          setMeasure(ACCESS_MEASURES.find((one) => one === event.currentTarget.value) ?? 'nearest')
        }
      />
      <p className={classes.soft}>{t(`access.help.${measure}`, { minutes: limit })}</p>
      {error ? (
        <Failed error={error} onRetry={() => void retry()} />
      ) : !answer ? (
        <SkeletonLines rows={4} />
      ) : (
        <>
          <dl className={classes.facts}>
            <div>
              <dt>{t(`access.mean.${measure}`)}</dt>
              <dd>{value(answer.mean)}</dd>
            </div>
            {measure === 'nearest' ? (
              <div>
                <dt>{t('access.without', { minutes: limit })}</dt>
                <dd>{count(answer.without)}</dd>
              </div>
            ) : (
              <>
                <div title={t('access.giniHint')}>
                  <dt>{t('access.gini')}</dt>
                  <dd>{answer.gini === null ? UNKNOWN : answer.gini.toFixed(2)}</dd>
                </div>
                <div>
                  <dt>{t('access.worstTenth')}</dt>
                  <dd>{value(answer.worstTenth)}</dd>
                </div>
              </>
            )}
          </dl>
          {scale !== 1 && answer.withCapacity < answer.facilities && (
            <p className={classes.soft}>
              {t('access.capacityUnknown', {
                known: answer.withCapacity,
                facilities: answer.facilities,
              })}
            </p>
          )}
          <CountsNote {...counts} />
          <h4 className={classes.smallTitle}>{t('access.worst')}</h4>
          <ul className={classes.compareList}>
            {answer.byUnit.slice(0, LINES).map(({ code, name, mean, without }) => (
              <li key={code}>
                <button
                  type="button"
                  onClick={() => {
                    const node = nodes.get(code)
                    if (node) flyToBox(node.box)
                  }}
                >
                  <span className={classes.name}>{name}</span>
                  <span className={classes.number}>
                    {mean === null ? t('access.none', { people: count(without) }) : value(mean)}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  )
}
