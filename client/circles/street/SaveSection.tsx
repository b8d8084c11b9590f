/** Keeps the draft under a name, and hands it over as files. */
import { Button, TextInput } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { effectCsv, scenarioGeoJson, type ExportedScenario } from '../../../shared/scenario/exportScenario.ts'
import { trpc } from '../../api/trpc.ts'
import { useMay } from '../../api/useMe.ts'
import { useT } from '../../i18n/i18n.ts'
import { Section } from '../../ui/Section.tsx'
import { toastDone, toastFailure } from '../../ui/toast.ts'
import circles from '../Circles.module.css'
import { changeDraft, EMPTY_DRAFT, saved, type Draft } from './draft.ts'
import { fileName, saveFile } from '../../ui/saveFile.ts'
import { pickScenario } from './streetState.ts'
import classes from './Street.module.css'
import { refreshScenarios } from './useKeptScenarios.ts'

interface Props {
  draft: Draft
  /** Of the network in force. */
  hash: string
  canSave: boolean
  /** Null while the effect is not known. */
  exported: Omit<ExportedScenario, 'name' | 'networkHash'> | null
}

export function SaveSection({ draft, hash, canSave, exported }: Props) {
  const t = useT()
  const maySave = useMay('scenario.work')
  const { kept } = draft
  const [name, setName] = useState(kept?.name ?? '')
  // Another scenario, or another state of it: somebody else may have given it another name.
  const state = kept && `${kept.id} ${kept.version}`
  const [namedFor, setNamedFor] = useState(state)
  if (namedFor !== state) {
    setNamedFor(state)
    setName(kept?.name ?? '')
  }
  const save = useMutation(
    trpc.scenario.save.mutationOptions({
      onSuccess: async (record) => {
        changeDraft((now) => saved(now, record))
        await refreshScenarios()
        pickScenario(record.id)
        toastDone(t('street.saved', { name: record.name }))
      },
      onError: (error) => {
        toastFailure(error)
        void refreshScenarios()
      },
    }),
  )
  const keep = (isNew: boolean) =>
    save.mutate({
      name: name.trim(),
      networkHash: hash,
      changes: draft.changes,
      walkAt: draft.walkAt,
      ...(kept && !isNew ? { replaces: { id: kept.id, version: kept.version } } : {}),
    })
  const isNamed = name.trim() !== ''
  const title = name.trim() || t('street.untitled')
  const exportGeoJson = () => {
    if (!exported) return
    const text = JSON.stringify(scenarioGeoJson({ ...exported, name: title, networkHash: hash }))
    saveFile(fileName(title, 'geojson'), new Blob([text], { type: 'application/geo+json' }))
  }
  const exportCsv = () => {
    if (!exported) return
    const text = effectCsv(
      exported.figures,
      (column, minutes) => t(`street.csv.${column}`, { minutes: minutes ?? 0 }),
      t('street.csv.all'),
      exported.note === null ? null : { head: t('export.note'), text: exported.note },
    )
    saveFile(fileName(title, 'csv'), new Blob([text], { type: 'text/csv;charset=utf-8' }))
  }
  return (
    <Section title={t('street.keep')}>
      {maySave ? (
        <form
          className={classes.save}
          onSubmit={(event) => {
            event.preventDefault()
            if (isNamed && canSave) keep(kept === null)
          }}
        >
          <TextInput
            aria-label={t('street.name')}
            placeholder={t('street.namePlaceholder')}
            maxLength={80}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <div className={classes.buttons}>
            <Button type="submit" size="sm" disabled={!isNamed || !canSave} loading={save.isPending}>
              {t(kept ? 'street.save' : 'street.saveNew')}
            </Button>
            {kept && (
              <>
                <Button
                  size="sm"
                  variant="default"
                  disabled={!isNamed || !canSave || save.isPending}
                  onClick={() => keep(true)}
                >
                  {t('street.saveAs')}
                </Button>
                <Button
                  size="sm"
                  variant="subtle"
                  color="gray"
                  onClick={() => {
                    changeDraft(() => EMPTY_DRAFT)
                    pickScenario(null)
                  }}
                >
                  {t('street.startNew')}
                </Button>
              </>
            )}
          </div>
        </form>
      ) : (
        <p className={circles.soft}>{t('street.mayNotSave')}</p>
      )}
      <div className={classes.buttons}>
        {(
          [
            ['street.exportGeoJson', exportGeoJson],
            ['street.exportCsv', exportCsv],
          ] as const
        ).map(([label, onClick]) => (
          <Button
            key={label}
            size="xs"
            variant="subtle"
            color="gray"
            disabled={!exported}
            leftSection={<IconDownload size={14} aria-hidden />}
            onClick={onClick}
          >
            {t(label)}
          </Button>
        ))}
      </div>
    </Section>
  )
}
