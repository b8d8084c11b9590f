/** What is told outside the page: the addresses, and what did not arrive. */
import { useT } from '../../i18n/i18n.ts'
import { PanelBody } from '../../ui/PanelBody.tsx'
import { DeadLetterList } from './DeadLetterList.tsx'
import classes from './Notices.module.css'
import { PushAdmin } from './PushAdmin.tsx'
import { WebhookList } from './WebhookList.tsx'

export function NoticesAdmin() {
  const t = useT()
  return (
    <PanelBody>
      <p className={classes.hint}>{t('notices.hint')}</p>
      <WebhookList />
      <DeadLetterList />
      <PushAdmin />
    </PanelBody>
  )
}
