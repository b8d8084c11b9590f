/** A kept answer on paper: the map as it is seen, figures, points, on what it rests, how good it is. */
import { ActionIcon, Tooltip } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { StudyRecord } from '../../../shared/siting/sitingStudy.ts'
import { useSystem } from '../../api/useSystem.ts'
import { count, instant, measure } from '../../i18n/format.ts'
import { useT } from '../../i18n/i18n.ts'
import { facilityKindName } from '../../i18n/vocabulary.ts'
import { pictureOfMap, sourcesOf } from '../../map/pictureOfMap.ts'
import { PrintPages, printPages } from '../../ui/PrintPages.tsx'
import { toastFailure } from '../../ui/toast.ts'
import { sitingColours } from '../sitingPart.ts'
import classes from './StudyReport.module.css'
import { figureRows } from './studyExport.ts'
import { assumptions, proofWords } from './studyWords.ts'

export function StudyReport({ study }: { study: StudyRecord }) {
  const t = useT()
  const system = useSystem()
  const [isDrawing, setDrawing] = useState(false)
  const [picture, setPicture] = useState<string | null>(null)
  useEffect(() => {
    if (picture === null) return
    void printPages()
      .catch(toastFailure)
      .finally(() => {
        URL.revokeObjectURL(picture)
        setPicture(null)
      })
  }, [picture])
  const draw = async () => {
    setDrawing(true)
    const { site, existing } = sitingColours(false)
    try {
      const blob = await pictureOfMap({
        title: study.name,
        detail: `${facilityKindName(study.kind)} · ${t('study.dataDate')} ${study.dataDate}`,
        sources: sourcesOf(system?.attribution ?? [], t),
        legend: [
          { colour: site, opacity: 1, label: t('siting.legendSite') },
          { colour: existing, opacity: 1, label: t('siting.legendExisting') },
        ],
        pins: [],
      })
      setPicture(URL.createObjectURL(blob))
    } catch (error) {
      toastFailure(error)
    } finally {
      setDrawing(false)
    }
  }
  return (
    <>
      <Tooltip label={t('study.report')}>
        <ActionIcon
          variant="subtle"
          color="gray"
          c="var(--qh-ink-soft)"
          size={36}
          loading={isDrawing}
          aria-label={t('study.report')}
          onClick={() => void draw()}
        >
          <IconPrinter size={18} aria-hidden />
        </ActionIcon>
      </Tooltip>
      {picture !== null && (
        <PrintPages>
          <Sheet study={study} picture={picture} />
        </PrintPages>
      )}
    </>
  )
}

function Sheet({ study, picture }: { study: StudyRecord; picture: string }) {
  const t = useT()
  const { answer } = study
  const cell = (value: string | number | null): string =>
    typeof value === 'string' ? value : value !== null && value >= 1000 ? count(value) : measure(value)
  return (
    <article className={classes.sheet}>
      <h1>{study.name}</h1>
      <p>
        {t('study.keptBy', {
          kind: facilityKindName(study.kind),
          by: study.createdBy,
          at: instant(study.createdAt),
        })}
      </p>
      <img src={picture} alt={study.name} />
      <p>
        <strong>{proofWords(t, answer)}</strong>
      </p>
      <table>
        <thead>
          <tr>
            <td />
            <th scope="col">{t('study.before')}</th>
            <th scope="col">{t('study.after')}</th>
          </tr>
        </thead>
        <tbody>
          {figureRows(t, answer).map(([name, before, after]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{cell(before)}</td>
              <td>{cell(after)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('siting.sites')}</th>
            <th scope="col">{t('study.nearestTo')}</th>
            <th scope="col">{t('siting.gained')}</th>
          </tr>
        </thead>
        <tbody>
          {answer.sites.map((site, at) => (
            <tr key={`${String(site.lon)} ${String(site.lat)}`}>
              <th scope="row">
                {at + 1} {site.street}
              </th>
              <td>{count(site.people)}</td>
              <td>{count(site.gained)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <h2>{t('study.rests')}</h2>
      <ul>
        {assumptions(t, study).map((words) => (
          <li key={words}>{words}</li>
        ))}
        <li>
          {t('study.method')}: {answer.method}
        </li>
        <li>
          {t('study.hash')}: {study.inputHash}
        </li>
      </ul>
    </article>
  )
}
