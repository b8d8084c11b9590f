/** Accounts, the office's calendar, messages out and the audit log, each for those who may see it. */
import { SegmentedControl } from '@mantine/core'
import { ALL_AREAS } from '../../shared/domain/access.ts'
import { useMay, useMe } from '../api/useMe.ts'
import { useT } from '../i18n/i18n.ts'
import { navigate, useAddress } from '../state/addressStore.ts'
import { PlaceHead } from '../ui/PlaceHead.tsx'
import { AccountList } from './AccountList.tsx'
import { AuditLog } from './AuditLog.tsx'
import { NoticesAdmin } from './notices/NoticesAdmin.tsx'
import { OfficeCalendar } from './OfficeCalendar.tsx'

export default function AdminHome() {
  const t = useT()
  const mayManage = useMay('accounts.manage')
  const mayAudit = useMay('audit.view')
  const isOffice = useMe().me?.areas.includes(ALL_AREAS) ?? false
  const mayTell = mayManage && isOffice
  const asked = useAddress((entry) => entry.own['admin.tab'])
  const tab =
    mayAudit && (asked === 'audit' || !mayManage)
      ? 'audit'
      : asked === 'calendar'
        ? 'calendar'
        : mayTell && asked === 'notices'
          ? 'notices'
          : 'accounts'
  const tabs = [
    ...(mayManage
      ? [
          { value: 'accounts', label: t('admin.accounts') },
          { value: 'calendar', label: t('admin.calendar') },
        ]
      : []),
    ...(mayTell ? [{ value: 'notices', label: t('admin.notices') }] : []),
    ...(mayAudit ? [{ value: 'audit', label: t('admin.audit') }] : []),
  ]
  return (
    <>
      <PlaceHead
        title={tabs.length > 1 ? t('admin.title') : tab === 'audit' ? t('admin.audit') : t('admin.accounts')}
      >
        {tabs.length > 1 && (
          <SegmentedControl
            size="xs"
            aria-label={t('admin.title')}
            value={tab}
            data={tabs}
            onChange={(value) => navigate({ own: { 'admin.tab': value } })}
          />
        )}
      </PlaceHead>
      {tab === 'audit' ? (
        <AuditLog />
      ) : tab === 'calendar' ? (
        <OfficeCalendar />
      ) : tab === 'notices' ? (
        <NoticesAdmin />
      ) : (
        <AccountList />
      )}
    </>
  )
}
