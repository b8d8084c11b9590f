/** A list that the person's roles may not see: said plainly, and what remains. */
import { useT } from '../../i18n/i18n.ts'
import { PanelHead } from '../../ui/PanelHead.tsx'
import { StateMessage } from '../../ui/StateMessage.tsx'

/** @param what  the list holds, in words */
export function NoPermission({ title, what }: { title: string; what: string }) {
  const t = useT()
  return (
    <>
      <PanelHead title={title} />
      <StateMessage tone="empty" title={t('list.noPermission', { what })} hint={t('list.noPermissionHint')} />
    </>
  )
}
