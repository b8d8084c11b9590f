/** What was written could not be put into the outbox: it is still on the page. */
import { notifications } from '@mantine/notifications'
import { translate } from '../i18n/i18n.ts'

export function toastNotKept(): void {
  notifications.show({
    message: translate('work.notKept'),
    color: 'red',
    autoClose: 8000,
    withBorder: true,
  })
}
