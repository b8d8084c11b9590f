/** A one-time link for an account, to be handed to the person. */
import { useT } from '../i18n/i18n.ts'
import { LinkDialog } from '../ui/LinkDialog.tsx'

export interface HandedLink {
  name: string
  path: string
}

export function AccountLinkDialog({ link, onClose }: { link: HandedLink | null; onClose: () => void }) {
  const t = useT()
  return (
    <LinkDialog
      address={link && new URL(link.path, location.origin).href}
      title={t('account.link', { name: link?.name ?? '' })}
      hint={t('account.linkHint')}
      closeLabel={t('account.linkClose')}
      onClose={onClose}
    />
  )
}
