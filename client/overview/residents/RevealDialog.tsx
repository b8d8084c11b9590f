/** Asks for the purpose before one personal value is shown in clear; the server records the look. */
import { Button, Group, Modal, Radio, Stack, Text, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { PURPOSES, type Purpose } from '../../../shared/domain/access.ts'
import type { RESIDENT_FIELDS } from '../../../shared/domain/place.ts'
import { failureText } from '../../api/failure.ts'
import { trpc } from '../../api/trpc.ts'
import { useT } from '../../i18n/i18n.ts'

export interface RevealRequest {
  id: string
  field: (typeof RESIDENT_FIELDS)[number]
}

interface Props {
  request: RevealRequest | null
  onClose: () => void
  onRevealed: (request: RevealRequest, value: string) => void
}

export function RevealDialog({ request, onClose, onRevealed }: Props) {
  const t = useT()
  const [purpose, setPurpose] = useState<Purpose | null>(null)
  const [note, setNote] = useState('')
  const reveal = useMutation(
    trpc.resident.reveal.mutationOptions({
      onSuccess: ({ value }) => {
        if (request) onRevealed(request, value ?? t('resident.noValue'))
        onClose()
      },
    }),
  )
  const field = request ? t(`residentField.${request.field}`) : ''
  const submit = () => {
    if (request && purpose) reveal.mutate({ ...request, purpose, note: note.trim() || undefined })
  }
  return (
    <Modal
      opened={request !== null}
      onClose={onClose}
      onExitTransitionEnd={() => reveal.reset()}
      title={t('resident.revealTitle', { field })}
      size="sm"
      closeButtonProps={{ 'aria-label': t('resident.cancel') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <Stack gap={14}>
          <Text c="dimmed">{t('resident.revealHint')}</Text>
          <Radio.Group
            label={t('resident.purpose')}
            value={purpose ?? ''}
            onChange={(value) => setPurpose(PURPOSES.find((one) => one === value) ?? null)}
            required
          >
            <Stack gap={8} mt={6}>
              {PURPOSES.map((one) => (
                <Radio key={one} value={one} label={t(`purpose.${one}`)} />
              ))}
            </Stack>
          </Radio.Group>
          <TextInput
            label={t('resident.note')}
            maxLength={200}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          {reveal.error && (
            <Text role="alert" c="var(--qh-late)">
              {failureText(reveal.error)}
            </Text>
          )}
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={onClose}>
              {t('resident.cancel')}
            </Button>
            <Button type="submit" disabled={!purpose} loading={reveal.isPending}>
              {t('resident.revealDo')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
