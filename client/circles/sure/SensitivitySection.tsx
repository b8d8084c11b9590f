/** How sure the largest circle is: who changes sides when people walk slower, lights take longer, or a stretch is shut. */
import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { count } from '../../i18n/format.ts'
import { useT } from '../../i18n/i18n.ts'
import { flyToBox } from '../../map/camera.ts'
import { useStore } from '../../state/store.ts'
import { Section } from '../../ui/Section.tsx'
import classes from '../Circles.module.css'
import type { WalkQuestion } from '../walk/protocol.ts'
import { CountsNote } from '../CountsNote.tsx'
import { useWalkCall } from '../walk/useWalkCall.ts'
import { sensitivityStore, shownStretchStore } from './unsureHomes.ts'

const MARGIN_DEGREES = 0.002

export function SensitivitySection({ question }: { question: WalkQuestion }) {
  const t = useT()
  const shown = useStore(shownStretchStore)
  const [askedFor, setAskedFor] = useState<WalkQuestion | null>(null)
  const isAsked = askedFor === question
  const { answer, counts, error, retry } = useWalkCall('sensitivity', isAsked ? question : null)
  useEffect(() => {
    sensitivityStore.set(answer ?? null)
    return () => {
      sensitivityStore.set(null)
      shownStretchStore.set(null)
    }
  }, [answer])
  const minutes = question.minutes.at(-1) ?? 15
  return (
    <Section title={t('sure.title')}>
      {!answer ? (
        <>
          <p className={classes.soft}>{t('sure.hint', { minutes })}</p>
          <Button
            variant="default"
            mt={8}
            loading={isAsked && !error}
            onClick={() => (isAsked ? void retry() : setAskedFor(question))}
          >
            {t('sure.reckon')}
          </Button>
          {isAsked && error && <p className={classes.bad}>{t('sure.failed')}</p>}
        </>
      ) : (
        <>
          <ul className={classes.sure}>
            {answer.cases.map(({ key, lost, gained }) => (
              <li key={key}>
                <span className={classes.name}>{t(`sure.case.${key}`)}</span>
                <span className={classes.number}>
                  {lost.residents === 0 && gained.residents === 0
                    ? t('sure.nobody')
                    : [
                        lost.residents > 0 && t('sure.lost', { people: count(lost.residents) }),
                        gained.residents > 0 && t('sure.gained', { people: count(gained.residents) }),
                      ]
                        .filter(Boolean)
                        .join(t('circles.listComma'))}
                </span>
              </li>
            ))}
          </ul>
          <h4 className={classes.smallTitle}>{t('sure.shut')}</h4>
          {answer.shut.length === 0 ? (
            <p className={classes.soft}>{t('sure.shutNone')}</p>
          ) : (
            <ul className={classes.compareList}>
              {answer.shut.map(({ name, kind, gate, lost, line }, index) => (
                <li key={index}>
                  <button
                    type="button"
                    aria-pressed={shown === index}
                    onClick={() => {
                      shownStretchStore.set(shown === index ? null : index)
                      const [lons, lats] = [line.map(([lon]) => lon), line.map(([, lat]) => lat)]
                      flyToBox([
                        Math.min(...lons) - MARGIN_DEGREES,
                        Math.min(...lats) - MARGIN_DEGREES,
                        Math.max(...lons) + MARGIN_DEGREES,
                        Math.max(...lats) + MARGIN_DEGREES,
                      ])
                    }}
                  >
                    <span className={classes.name}>
                      {name || t(`circles.way.${gate === null ? kind : 'gate'}`)}
                    </span>
                    <span className={classes.number}>
                      {t('sure.lost', { people: count(lost.residents) })}
                    </span>
                  </button>
                </li>
              ))}
            </ul>
          )}
          <p className={classes.soft}>{t('sure.note', { minutes })}</p>
          <CountsNote {...counts} />
        </>
      )}
    </Section>
  )
}
