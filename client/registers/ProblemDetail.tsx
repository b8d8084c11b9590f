/** The current record: the unit it names, the unit it lies in, and the two ways to end the doubt. */
import { Button } from '@mantine/core'
import { useCallback } from 'react'
import type { LinkProblem } from '../../shared/domain/importing.ts'
import { useUnits } from '../api/useUnits.ts'
import { useT } from '../i18n/i18n.ts'
import { useAskedPlace } from '../map/askPlace.ts'
import { mapStore } from '../map/mapStore.ts'
import { useStore } from '../state/store.ts'
import { useIsDark } from '../theme/useIsDark.ts'
import { canAccept } from './canAccept.ts'
import { problemColours } from './problemColours.ts'
import { movingProblemStore } from './problemStore.ts'
import classes from './Registers.module.css'
import { statedUnit } from './statedUnit.ts'

interface Props {
  problem: LinkProblem | null
  /** Selected ones that can be accepted. */
  chosen: readonly LinkProblem[]
  isBusy: boolean
  onAccept: (problems: readonly LinkProblem[]) => void
  onMove: (problem: LinkProblem, place: readonly [number, number]) => void
}

export function ProblemDetail({ problem, chosen, isBusy, onAccept, onMove }: Props) {
  const t = useT()
  const colours = problemColours(useIsDark())
  const { nodes } = useUnits()
  const moving = useStore(movingProblemStore)
  const give = useCallback(
    (place: readonly [number, number]) => {
      if (moving) onMove(moving, place)
    },
    [moving, onMove],
  )
  useAskedPlace(moving ? give : null)
  const centre = () => {
    const at = mapStore.get()?.getCenter()
    if (moving && at) onMove(moving, [at.lng, at.lat])
  }
  if (!problem && chosen.length === 0) {
    return (
      <div className={classes.detail}>
        <p className={classes.keys}>{t('registers.keys')}</p>
      </div>
    )
  }
  const named = statedUnit(problem?.stated ?? null, nodes)
  return (
    <section className={classes.detail} aria-label={t('registers.detail')}>
      {moving ? (
        <>
          <p className={classes.moving} role="status">
            {t('registers.moving', { title: moving.title || moving.id })}
          </p>
          <div className={classes.actions}>
            <Button variant="default" onClick={centre}>
              {t('registers.movingCentre')}
            </Button>
            <Button variant="default" onClick={() => movingProblemStore.set(null)}>
              {t('registers.cancel')}
            </Button>
          </div>
        </>
      ) : (
        <>
          {problem && (
            <>
              <h3 className={classes.detailTitle}>{problem.title || problem.id}</h3>
              <dl className={classes.facts}>
                <dt>{t('registers.stated')}</dt>
                <dd>
                  <i
                    className={classes.swatch}
                    style={{ border: `2px dashed ${colours.stated}` }}
                    aria-hidden
                  />
                  {named && named.code !== problem.stated
                    ? `${problem.stated ?? ''}（${named.code}）`
                    : named
                      ? `${named.name}（${named.code}）`
                      : (problem.stated ?? t('registers.nothing'))}
                </dd>
                <dt>{t('registers.lies')}</dt>
                <dd>
                  <i className={classes.swatch} style={{ border: `2px solid ${colours.lies}` }} aria-hidden />
                  {problem.unit
                    ? `${problem.unit.name}（${problem.unit.code}）`
                    : problem.location
                      ? t('registers.noUnit')
                      : t('registers.noPlace')}
                </dd>
              </dl>
            </>
          )}
          <div className={classes.actions}>
            {chosen.length > 1 ? (
              <Button loading={isBusy} onClick={() => onAccept(chosen)}>
                {t('registers.acceptAll', { count: chosen.length })}
              </Button>
            ) : (
              problem &&
              canAccept(problem) && (
                <Button
                  loading={isBusy}
                  title={t('registers.acceptHint')}
                  onClick={() => onAccept([problem])}
                >
                  {t('registers.accept')}
                </Button>
              )
            )}
            {problem && problem.reason !== 'childrenExceed' && (
              <Button
                variant={canAccept(problem) ? 'default' : 'filled'}
                title={t('registers.moveHint')}
                onClick={() => movingProblemStore.set(problem)}
              >
                {t('registers.move')}
              </Button>
            )}
          </div>
          <p className={classes.keys}>{t('registers.keys')}</p>
        </>
      )}
    </section>
  )
}
