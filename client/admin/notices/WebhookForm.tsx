/** A new address, or a change to one. Address and secret are typed and never shown again. */
import {
  Button,
  Checkbox,
  CopyButton,
  Group,
  Modal,
  MultiSelect,
  Select,
  SimpleGrid,
  Stack,
  Switch,
  Text,
  TextInput,
} from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { ALL_AREAS } from '../../../shared/domain/access.ts'
import {
  NOTICE_FORMATS,
  type NoticeFormat,
  type NoticeLanguage,
  OCCURRENCES,
  type Occurrence,
  type Webhook,
} from '../../../shared/issues/notices.ts'
import { failureText } from '../../api/failure.ts'
import { trpc } from '../../api/trpc.ts'
import { useMe } from '../../api/useMe.ts'
import { useUnits } from '../../api/useUnits.ts'
import { useT } from '../../i18n/i18n.ts'
import { useAddress } from '../../state/addressStore.ts'
import { toastDone } from '../../ui/toast.ts'
import { areaChoices } from '../areaChoices.ts'
import { refreshNotices } from './refreshNotices.ts'
import { RemoveWebhook } from './RemoveWebhook.tsx'

const LANGUAGES: { value: NoticeLanguage; label: string }[] = [
  { value: 'zh-CN', label: '中文' },
  { value: 'en', label: 'English' },
]

/** A group that hears of every step soon hears of none. */
const USUAL: Occurrence[] = ['reported', 'escalated', 'dueSoon', 'late']

const isLocal = (url: string): boolean =>
  URL.canParse(url) && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(url).hostname)

/** 256 bits as hexadecimal digits. */
const makeSecret = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(32)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  )

export function WebhookForm({ webhook, onClose }: { webhook: Webhook | null; onClose: () => void }) {
  const t = useT()
  const { nodes } = useUnits()
  const ownAreas = useMe().me?.areas ?? []
  const pageLanguage = useAddress((entry) => entry.language)
  const [name, setName] = useState(webhook?.name ?? '')
  const [format, setFormat] = useState<NoticeFormat>(webhook?.format ?? 'wecom')
  const [address, setAddress] = useState('')
  const [secret, setSecret] = useState('')
  const [isMade, setIsMade] = useState(false)
  const [occurrences, setOccurrences] = useState<Occurrence[]>(webhook?.occurrences ?? USUAL)
  const [areas, setAreas] = useState<string[]>(webhook?.areas ?? [ALL_AREAS])
  const [language, setLanguage] = useState<NoticeLanguage>(webhook?.language ?? pageLanguage)
  const [pageUrl, setPageUrl] = useState(webhook?.pageUrl ?? location.origin)
  const [isOn, setIsOn] = useState(webhook?.isOn ?? true)
  const [isTried, setIsTried] = useState(false)
  const save = useMutation(
    trpc.notice.saveWebhook.mutationOptions({
      onSuccess: () => {
        toastDone(t('notices.saved'))
        onClose()
      },
      onSettled: () => void refreshNotices(),
    }),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsTried(true)
    if (occurrences.length === 0 || areas.length === 0) return
    save.mutate({
      ...(webhook ? { id: webhook.id } : {}),
      name,
      ...(address.trim() === '' ? {} : { address }),
      ...(secret === '' ? {} : { secret }),
      format,
      occurrences,
      areas,
      language,
      pageUrl,
      isOn,
    })
  }
  return (
    <Modal
      closeButtonProps={{ 'aria-label': t('panel.close') }}
      opened
      onClose={onClose}
      title={webhook ? t('notices.editOf', { name: webhook.name }) : t('notices.newTitle')}
      size={520}
    >
      <form onSubmit={submit}>
        <Stack gap={14}>
          <TextInput
            label={t('notices.name')}
            description={t('notices.nameHint')}
            required
            data-autofocus
            maxLength={64}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Select
            label={t('notices.format')}
            required
            allowDeselect={false}
            data={NOTICE_FORMATS.map((value) => ({ value, label: t(`noticeFormat.${value}`) }))}
            value={format}
            onChange={(value) => setFormat(NOTICE_FORMATS.find((one) => one === value) ?? format)}
          />
          <TextInput
            label={t('notices.address')}
            description={
              webhook ? t('notices.addressKept', { hint: webhook.addressHint }) : t('notices.addressHint')
            }
            required={!webhook}
            autoComplete="off"
            inputMode="url"
            maxLength={2048}
            placeholder="https://"
            value={address}
            onChange={(event) => setAddress(event.currentTarget.value)}
          />
          {format !== 'wecom' && (
            <div>
              <TextInput
                label={t('notices.secret')}
                description={webhook?.hasSecret ? t('notices.secretKept') : t(`notices.secretHint.${format}`)}
                autoComplete="off"
                maxLength={256}
                type={isMade ? 'text' : 'password'}
                value={secret}
                onChange={(event) => {
                  setSecret(event.currentTarget.value)
                  setIsMade(false)
                }}
              />
              {format === 'json' && (
                <Group gap={8} mt={6}>
                  <Button
                    size="compact-sm"
                    variant="default"
                    onClick={() => {
                      setSecret(makeSecret())
                      setIsMade(true)
                    }}
                  >
                    {t('notices.secretMake')}
                  </Button>
                  {isMade && (
                    <>
                      <CopyButton value={secret}>
                        {({ copied, copy }) => (
                          <Button size="compact-sm" variant="default" onClick={copy}>
                            {t(copied ? 'notices.secretCopied' : 'notices.secretCopy')}
                          </Button>
                        )}
                      </CopyButton>
                      <Text size="xs" c="var(--qh-ink-soft)">
                        {t('notices.secretOnce')}
                      </Text>
                    </>
                  )}
                </Group>
              )}
            </div>
          )}
          <Checkbox.Group
            label={t('notices.occurrences')}
            withAsterisk
            value={occurrences}
            onChange={(value) => setOccurrences(OCCURRENCES.filter((one) => value.includes(one)))}
            error={isTried && occurrences.length === 0 ? t('notices.needsOccurrence') : undefined}
          >
            <SimpleGrid cols={{ base: 1, xs: 2 }} spacing={8} mt={6}>
              {OCCURRENCES.map((one) => (
                <Checkbox key={one} value={one} label={t(`occurrence.${one}`)} />
              ))}
            </SimpleGrid>
          </Checkbox.Group>
          <MultiSelect
            label={t('notices.areas')}
            placeholder={areas.length === 0 ? t('account.pick') : undefined}
            withAsterisk
            searchable
            data={areaChoices(nodes, t('account.wholeOffice'), ownAreas)}
            limit={60}
            value={areas}
            onChange={(value) =>
              setAreas(value.at(-1) === ALL_AREAS ? [ALL_AREAS] : value.filter((code) => code !== ALL_AREAS))
            }
            error={isTried && areas.length === 0 ? t('account.needsArea') : undefined}
          />
          <TextInput
            label={t('notices.pageUrl')}
            description={t(isLocal(pageUrl) ? 'notices.pageUrlLocal' : 'notices.pageUrlHint')}
            required
            maxLength={512}
            value={pageUrl}
            onChange={(event) => setPageUrl(event.currentTarget.value)}
          />
          <Select
            label={t('notices.language')}
            allowDeselect={false}
            data={LANGUAGES}
            value={language}
            onChange={(value) => setLanguage(value === 'en' ? 'en' : 'zh-CN')}
          />
          <Switch
            label={t('notices.isOn')}
            description={t('notices.isOnHint')}
            checked={isOn}
            onChange={(event) => setIsOn(event.currentTarget.checked)}
          />
          {save.error && (
            <Text role="alert" c="var(--qh-late)">
              {failureText(save.error)}
            </Text>
          )}
          <Button type="submit" loading={save.isPending}>
            {t('notices.save')}
          </Button>
          {webhook && <RemoveWebhook webhook={webhook} onRemoved={onClose} />}
        </Stack>
      </form>
    </Modal>
  )
}
