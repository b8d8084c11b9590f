/** The office's people: who may come in, as what, where, until when. Ending an account can be undone. */
import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Account } from '../../shared/domain/access.ts'
import { trpc } from '../api/trpc.ts'
import { useT } from '../i18n/i18n.ts'
import { Failed } from '../ui/Failed.tsx'
import { PanelBody } from '../ui/PanelBody.tsx'
import { SkeletonLines } from '../ui/SkeletonLines.tsx'
import { AccountForm } from './AccountForm.tsx'
import { AccountLine } from './AccountLine.tsx'
import classes from './Admin.module.css'
import { AccountLinkDialog, type HandedLink } from './AccountLinkDialog.tsx'
import { WallScreens } from './WallScreens.tsx'

export function AccountList() {
  const t = useT()
  const accounts = useQuery(trpc.account.list.queryOptions())
  const [editing, setEditing] = useState<Account | 'new' | null>(null)
  const [link, setLink] = useState<HandedLink | null>(null)
  if (accounts.isPending) return <SkeletonLines rows={8} />
  if (accounts.error && !accounts.data)
    return <Failed error={accounts.error} onRetry={() => void accounts.refetch()} />
  return (
    <PanelBody>
      <div className={classes.tools}>
        <span>{t('list.total', { count: accounts.data.length })}</span>
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEditing('new')}>
          {t('account.new')}
        </Button>
      </div>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('account.displayName')}</th>
            <th scope="col">{t('account.roles')}</th>
            <th scope="col" className={classes.wideOnly}>
              {t('account.areas')}
            </th>
            <th scope="col" className={classes.wideOnly}>
              {t('account.lastSeen')}
            </th>
            <th scope="col">
              <span className="qh-hidden">{t('account.edit')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {accounts.data.map((account) => (
            <AccountLine
              key={account.id}
              account={account}
              onEdit={() => setEditing(account)}
              onLink={setLink}
            />
          ))}
        </tbody>
      </table>
      <WallScreens />
      {editing && (
        <AccountForm
          account={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
          onLink={setLink}
        />
      )}
      <AccountLinkDialog link={link} onClose={() => setLink(null)} />
    </PanelBody>
  )
}
