/** A short message at the bottom of the page: done, or failed with what to do. */
import { notifications } from '@mantine/notifications'
import { failureText } from '../api/failure.ts'
import { translate } from '../i18n/i18n.ts'

const closing = () => ({ closeButtonProps: { 'aria-label': translate('panel.close') } })

export function toastDone(message: string): void {
  notifications.show({ message, autoClose: 3000, withBorder: true, ...closing() })
}

export function toastFailure(error: unknown): void {
  notifications.show({
    message: failureText(error),
    color: 'red',
    autoClose: 8000,
    withBorder: true,
    ...closing(),
  })
}
