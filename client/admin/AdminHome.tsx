/** Accounts, the office's calendar, duty rosters, weights of the workload, messages out and the audit log, each for those who may see it. */
import { SegmentedControl } from '@mantine/core'
import { ALL_AREAS } from '../../shared/domain/access.ts'
import { useMay, useMe } from '../api/useMe.ts'
import { useT } from '../i18n/i18n.ts'
import { navigate, useAddress } from '../state/addressStore.ts'
import { PlaceHead } from '../ui/PlaceHead.tsx'
import { AccountList } from './AccountList.tsx'
import { AuditLog } from './AuditLog.tsx'
import { DutyHome } from './duty/DutyHome.tsx'
import { NoticesAdmin } from './notices/NoticesAdmin.tsx'
import { OfficeCalendar } from './OfficeCalendar.tsx'
import { WorkloadForm } from './WorkloadForm.tsx'

type Tab = 'accounts' | 'calendar' | 'duty' | 'workload' | 'notices' | 'audit'

export default function AdminHome() {
  const t = useT()
  const mayManage = useMay('accounts.manage')
  const mayAudit = useMay('audit.view')
  const isOffice = useMe().me?.areas.includes(ALL_AREAS) ?? false
  const mayTell = mayManage && isOffice
  const asked = useAddress((entry) => entry.own['admin.tab'])
  const mayPlan = useMay('plan.work')
  const mayKeepRoster = useMay('duty.manage')
  const all: { value: Tab; label: string; isShown: boolean }[] = [
    { value: 'accounts', label: t('admin.accounts'), isShown: mayManage },
    { value: 'calendar', label: t('admin.calendar'), isShown: mayManage },
    { value: 'duty', label: t('admin.duty'), isShown: mayKeepRoster },
    { value: 'workload', label: t('admin.workload'), isShown: mayTell && mayPlan },
    { value: 'notices', label: t('admin.notices'), isShown: mayTell },
    { value: 'audit', label: t('admin.audit'), isShown: mayAudit },
  ]
  const tabs = all.filter(({ isShown }) => isShown)
  const tab = tabs.find(({ value }) => value === asked) ?? tabs[0]
  return (
    <>
      <PlaceHead title={tabs.length > 1 || !tab ? t('admin.title') : tab.label}>
        {tabs.length > 1 && (
          <SegmentedControl
            size="xs"
            aria-label={t('admin.title')}
            value={tab?.value}
            data={tabs.map(({ value, label }) => ({ value, label }))}
            onChange={(value) => navigate({ own: { 'admin.tab': value } })}
          />
        )}
      </PlaceHead>
      {tab?.value === 'accounts' && <AccountList />}
      {tab?.value === 'calendar' && <OfficeCalendar />}
      {tab?.value === 'duty' && <DutyHome />}
      {tab?.value === 'workload' && <WorkloadForm />}
      {tab?.value === 'notices' && <NoticesAdmin />}
      {tab?.value === 'audit' && <AuditLog />}
    </>
  )
}
