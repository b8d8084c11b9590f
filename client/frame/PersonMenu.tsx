/** Who is signed in, and what concerns only them. */
import { ActionIcon, Menu, Text, useMantineColorScheme } from '@mantine/core'
import {
  IconBell,
  IconDeviceTv,
  IconKey,
  IconLanguage,
  IconLink,
  IconLogout,
  IconMessageQuestion,
  IconMoon,
  IconUser,
} from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { trpc } from '../api/trpc.ts'
import { useMe } from '../api/useMe.ts'
import { say, useT } from '../i18n/i18n.ts'
import { forgetPerson } from '../offline/forgetPerson.ts'
import { countsOf } from '../outbox/queue.ts'
import { outboxStore } from '../outbox/outboxStore.ts'
import { endOwnPush } from '../push/browserPush.ts'
import { navigate, useAddress } from '../state/addressStore.ts'
import { useStore } from '../state/store.ts'
import { useIsDark } from '../theme/useIsDark.ts'
import { toastDone, toastFailure } from '../ui/toast.ts'
import { WALL_PATH } from '../wall/wallAddress.ts'

const PasswordDialog = lazy(() => import('../signIn/PasswordDialog.tsx'))
const AskedDialog = lazy(() => import('../plans/opinions/AskedDialog.tsx'))
const PushDialog = lazy(() => import('../push/PushDialog.tsx'))

export function PersonMenu({ isPhone }: { isPhone: boolean }) {
  const t = useT()
  const { me } = useMe()
  const isDark = useIsDark()
  const { setColorScheme } = useMantineColorScheme()
  const language = useAddress((entry) => entry.language)
  const queryClient = useQueryClient()
  const signOut = useMutation(
    trpc.session.signOut.mutationOptions({
      onSuccess: async () => {
        await forgetPerson()
        queryClient.clear()
        // Drafts are the person's own.
        sessionStorage.clear()
        location.reload()
      },
      onError: toastFailure,
    }),
  )
  const { waiting, stuck } = countsOf(useStore(outboxStore).queue)
  const [isChanging, setIsChanging] = useState(false)
  const [isTold, setIsTold] = useState(false)
  const [isAsked, setIsAsked] = useState(false)
  const asked = useQuery(trpc.opinion.mine.queryOptions()).data ?? []
  const unanswered = asked.filter(({ isAnswered }) => !isAnswered).length
  const copyLink = () => {
    void navigator.clipboard?.writeText(location.href).then(() => toastDone(t('frame.linkCopied')))
  }
  return (
    <>
      <Menu position="bottom-end" width={240}>
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            c="var(--qh-ink-soft)"
            size={isPhone ? 40 : 32}
            aria-label={t('frame.person')}
          >
            <IconUser size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            <Text fw={600} c="var(--qh-ink)">
              {me?.displayName}
            </Text>
            <Text size="xs">{me?.roles.map((role) => say(`role.${role}`) ?? role).join('、')}</Text>
          </Menu.Label>
          <Menu.Divider />
          <Menu.Item leftSection={<IconLink size={16} aria-hidden />} onClick={copyLink}>
            {t('frame.copyLink')}
          </Menu.Item>
          {me?.permissions.includes('issues.view') && (
            <Menu.Item
              component="a"
              href={language === 'en' ? `${WALL_PATH}?lang=en` : WALL_PATH}
              leftSection={<IconDeviceTv size={16} aria-hidden />}
            >
              {t('wall.openWall')}
            </Menu.Item>
          )}
          {isPhone && (
            <>
              <Menu.Item
                leftSection={<IconLanguage size={16} aria-hidden />}
                onClick={() => navigate({ language: language === 'en' ? 'zh-CN' : 'en' }, 'replace')}
              >
                {t('frame.language')}
              </Menu.Item>
              <Menu.Item
                leftSection={<IconMoon size={16} aria-hidden />}
                onClick={() => setColorScheme(isDark ? 'light' : 'dark')}
              >
                {isDark ? t('frame.toLight') : t('frame.toDark')}
              </Menu.Item>
            </>
          )}
          {me?.permissions.includes('issues.view') && (
            <Menu.Item leftSection={<IconBell size={16} aria-hidden />} onClick={() => setIsTold(true)}>
              {t('push.title')}
            </Menu.Item>
          )}
          {asked.length > 0 && (
            <Menu.Item
              leftSection={<IconMessageQuestion size={16} aria-hidden />}
              onClick={() => setIsAsked(true)}
            >
              {unanswered > 0 ? t('planOpinion.mineCount', { count: unanswered }) : t('planOpinion.mine')}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconKey size={16} aria-hidden />} onClick={() => setIsChanging(true)}>
            {t(me?.mustSetPassword ? 'password.title' : 'password.change')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconLogout size={16} aria-hidden />}
            onClick={() => void endOwnPush().finally(() => signOut.mutate())}
          >
            {t('frame.signOut')}
            {waiting + stuck > 0 && (
              <Text size="xs" c="dimmed">
                {t('work.signOutKeeps', { count: waiting + stuck })}
              </Text>
            )}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isAsked && (
        <Suspense fallback={null}>
          <AskedDialog onClose={() => setIsAsked(false)} />
        </Suspense>
      )}
      {isTold && (
        <Suspense fallback={null}>
          <PushDialog onClose={() => setIsTold(false)} />
        </Suspense>
      )}
      {isChanging && (
        <Suspense fallback={null}>
          <PasswordDialog isOpen onClose={() => setIsChanging(false)} />
        </Suspense>
      )}
    </>
  )
}
