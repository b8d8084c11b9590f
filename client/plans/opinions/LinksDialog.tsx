/** Private links for residents of a grid: made in a batch, shown once, taken along as a list. */
import { Button, CopyButton, Modal, NativeSelect, NumberInput } from '@mantine/core'
import { IconCheck, IconCopy, IconDownload } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { csvLine } from '../../../shared/domain/csvExport.ts'
import { UnitCode } from '../../../shared/domain/ids.ts'
import { LINKS_AT_ONCE, type Survey } from '../../../shared/plans/opinionRecord.ts'
import { queryClient } from '../../api/queryClient.ts'
import { trpc } from '../../api/trpc.ts'
import { useUnits } from '../../api/useUnits.ts'
import { useT } from '../../i18n/i18n.ts'
import { useAddress } from '../../state/addressStore.ts'
import { useStore } from '../../state/store.ts'
import { fileName, saveFile } from '../../ui/saveFile.ts'
import { toastFailure } from '../../ui/toast.ts'
import { deskStore } from '../planDesk.ts'
import { refreshChecks } from '../review/usePlanChecks.ts'
import classes from './Opinions.module.css'

const USUAL = 20

export function LinksDialog({ survey, onClose }: { survey: Survey; onClose: () => void }) {
  const t = useT()
  const { nodes } = useUnits()
  const desk = useStore(deskStore)
  const language = useAddress((entry) => entry.language)
  const parents = new Set([...(desk?.work.grids.values() ?? [])].map(({ parent }) => String(parent)))
  const grids = [...nodes.values()].filter(
    ({ level, parent }) => level === 'grid' && parent !== null && parents.has(parent),
  )
  const [chosen, setChosen] = useState('')
  const unit = chosen || (grids[0]?.code ?? '')
  const [number, setNumber] = useState<number | string>(USUAL)
  const make = useMutation(
    trpc.opinion.makeLinks.mutationOptions({
      onSuccess: () => {
        void queryClient.invalidateQueries(trpc.opinion.list.pathFilter())
        refreshChecks()
      },
      onError: toastFailure,
    }),
  )
  const isFit = typeof number === 'number' && number >= 1 && number <= LINKS_AT_ONCE
  const made = make.data
  const query = language === 'en' ? '?lang=en' : ''
  const addresses = made?.paths.map((path) => `${made.publicUrl ?? location.origin}${path}${query}`) ?? []
  const gridName = nodes.get(unit)?.name ?? unit
  const save = () =>
    saveFile(
      fileName(`${survey.title} ${gridName}`, 'csv'),
      new Blob(
        [
          '\uFEFF',
          csvLine([t('planPage.area'), t('planOpinion.link')]),
          ...addresses.map((address) => csvLine([gridName, address])),
        ],
        { type: 'text/csv;charset=utf-8' },
      ),
    )
  return (
    <Modal
      opened
      onClose={onClose}
      closeOnClickOutside={!made}
      title={t('planOpinion.makeLinks')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('planPage.cancel') }}
    >
      {made ? (
        <div className={classes.form}>
          <p className={classes.soft}>
            {t('planOpinion.linksOnce', { count: addresses.length, name: gridName })}
          </p>
          <ul className={classes.links} tabIndex={0} aria-label={t('planOpinion.link')}>
            {addresses.map((address) => (
              <li key={address}>{address}</li>
            ))}
          </ul>
          <div className={classes.buttons}>
            <CopyButton value={addresses.join('\n')} timeout={4000}>
              {({ copied, copy }) => (
                <Button
                  onClick={copy}
                  leftSection={
                    copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />
                  }
                >
                  {t(copied ? 'account.linkCopied' : 'planOpinion.copyAll')}
                </Button>
              )}
            </CopyButton>
            <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />} onClick={save}>
              {t('planOpinion.saveLinks')}
            </Button>
            <Button variant="default" onClick={onClose}>
              {t('planOpinion.done')}
            </Button>
          </div>
        </div>
      ) : (
        <form
          className={classes.form}
          onSubmit={(event) => {
            event.preventDefault()
            if (isFit && unit !== '')
              make.mutate({ survey: survey.id, unit: UnitCode.parse(unit), count: number })
          }}
        >
          <p className={classes.soft}>{t('planOpinion.linksHint')}</p>
          <NativeSelect
            label={t('planPage.area')}
            value={unit}
            data={grids.map(({ code, name }) => ({ value: code, label: name }))}
            onChange={(event) => setChosen(event.currentTarget.value)}
          />
          <NumberInput
            label={t('planOpinion.howMany')}
            min={1}
            max={LINKS_AT_ONCE}
            allowDecimal={false}
            value={number}
            onChange={setNumber}
          />
          <div className={classes.buttons}>
            <Button type="submit" disabled={!isFit || unit === ''} loading={make.isPending}>
              {t('planOpinion.makeDo')}
            </Button>
            <Button variant="default" onClick={onClose}>
              {t('planPage.cancel')}
            </Button>
          </div>
        </form>
      )}
    </Modal>
  )
}
