/** The screens of the wall: which there are, since when seen, a link for a new one, and the end of one. */
import { Button, Modal, Select, Stack, Text, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { ALL_AREAS } from '../../shared/domain/access.ts'
import { SCREEN_DAYS, SCREEN_LINK_HOURS } from '../../shared/issues/wall.ts'
import { failureText } from '../api/failure.ts'
import { queryClient } from '../api/queryClient.ts'
import { trpc } from '../api/trpc.ts'
import { useMe } from '../api/useMe.ts'
import { useUnits } from '../api/useUnits.ts'
import { instant } from '../i18n/format.ts'
import { translate, useT } from '../i18n/i18n.ts'
import { announce } from '../ui/announce.ts'
import { Failed } from '../ui/Failed.tsx'
import { LinkDialog } from '../ui/LinkDialog.tsx'
import { toastFailure } from '../ui/toast.ts'
import classes from './Admin.module.css'
import { areaChoices } from './areaChoices.ts'

interface MadeScreen {
  name: string
  path: string
}

const refresh = (): Promise<void> => queryClient.invalidateQueries({ queryKey: trpc.wall.screens.queryKey() })

export function WallScreens() {
  const t = useT()
  const { nodes } = useUnits()
  const screens = useQuery(trpc.wall.screens.queryOptions())
  const [isMaking, setIsMaking] = useState(false)
  const [made, setMade] = useState<MadeScreen | null>(null)
  const end = useMutation(
    trpc.wall.endScreen.mutationOptions({ onError: toastFailure, onSettled: () => void refresh() }),
  )
  return (
    <section className={classes.screens} aria-label={t('screen.title')}>
      <div className={classes.tools}>
        <h2 className={classes.screensTitle}>{t('screen.title')}</h2>
        <Button
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => setIsMaking(true)}
        >
          {t('screen.new')}
        </Button>
      </div>
      <p className={classes.note}>{t('screen.hint')}</p>
      {screens.error && !screens.data ? (
        <Failed error={screens.error} onRetry={() => void screens.refetch()} />
      ) : screens.data?.length === 0 ? (
        <p className={classes.note}>{t('screen.none')}</p>
      ) : (
        <ul className={classes.screenList}>
          {screens.data?.map(({ id, name, area, openedAt, expiresAt, lastSeenAt, linkExpiresAt }) => (
            <li key={id}>
              <span>
                <span className={classes.strong}>{name}</span>
                <span className={classes.user}>
                  {' · '}
                  {area === ALL_AREAS ? t('account.wholeOffice') : (nodes.get(area)?.name ?? area)}
                </span>
                <br />
                <span className={classes.user}>
                  {openedAt
                    ? t('screen.openSince', { until: instant(expiresAt), seen: instant(lastSeenAt) })
                    : t('screen.waiting', { until: instant(linkExpiresAt) })}
                </span>
              </span>
              <Button
                size="compact-sm"
                variant="default"
                aria-label={t('screen.endOf', { name })}
                disabled={end.isPending}
                onClick={() =>
                  end.mutate({ id }, { onSuccess: () => announce(translate('screen.ended', { name })) })
                }
              >
                {t('screen.end')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {isMaking && <ScreenForm onClose={() => setIsMaking(false)} onMade={setMade} />}
      <LinkDialog
        address={made && new URL(made.path, location.origin).href}
        title={t('screen.link', { name: made?.name ?? '' })}
        hint={t('screen.linkHint', { days: SCREEN_DAYS, hours: SCREEN_LINK_HOURS })}
        closeLabel={t('screen.linkClose')}
        onClose={() => setMade(null)}
      />
    </section>
  )
}

function ScreenForm({ onClose, onMade }: { onClose: () => void; onMade: (made: MadeScreen) => void }) {
  const t = useT()
  const { nodes } = useUnits()
  const ownAreas = useMe().me?.areas ?? []
  const choices = areaChoices(nodes, t('account.wholeOffice'), ownAreas)
  const [name, setName] = useState('')
  const [area, setArea] = useState<string | null>(choices[0]?.value ?? null)
  const make = useMutation(
    trpc.wall.makeScreen.mutationOptions({
      onSuccess: ({ linkPath }) => {
        onMade({ name: name.trim(), path: linkPath })
        onClose()
      },
      onSettled: () => void refresh(),
    }),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (area !== null && name.trim() !== '') make.mutate({ name, area })
  }
  return (
    <Modal
      closeButtonProps={{ 'aria-label': t('panel.close') }}
      opened
      onClose={onClose}
      title={t('screen.new')}
      size={440}
    >
      <form onSubmit={submit}>
        <Stack gap={14}>
          <TextInput
            label={t('screen.name')}
            description={t('screen.nameHint')}
            required
            data-autofocus
            maxLength={64}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Select
            label={t('screen.area')}
            required
            searchable
            allowDeselect={false}
            data={choices}
            limit={60}
            value={area}
            onChange={setArea}
          />
          {make.error && (
            <Text role="alert" c="var(--qh-late)">
              {failureText(make.error)}
            </Text>
          )}
          <Button type="submit" loading={make.isPending}>
            {t('screen.make')}
          </Button>
        </Stack>
      </form>
    </Modal>
  )
}
