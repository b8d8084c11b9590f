/** What surrounds everything: look, words, queries; then sign-in or the frame, or the wall at its own address. */
import { I18nProvider } from '@lingui/react'
import { MantineProvider } from '@mantine/core'
import { DatesProvider } from '@mantine/dates'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { queryClient } from './api/queryClient.ts'
import { Door } from './frame/Door.tsx'
import { i18n } from './i18n/i18n.ts'
import { useLanguage } from './i18n/useLanguage.ts'
import { cssVariables, styleNonce, theme } from './theme/theme.ts'
import { LiveRegion } from './ui/LiveRegion.tsx'
import { isWall, wallLook } from './wall/wallAddress.ts'

const WallPage = lazy(() => import('./wall/WallPage.tsx'))

export function App() {
  const language = useLanguage()
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      {...(isWall() ? { forceColorScheme: wallLook() } : {})}
      getStyleNonce={styleNonce}
    >
      <I18nProvider i18n={i18n}>
        <DatesProvider settings={{ locale: language === 'en' ? 'en' : 'zh-cn', firstDayOfWeek: 1 }}>
          <QueryClientProvider client={queryClient}>
            {/* Narrow enough to leave the map's buttons free where the window is 1280 wide. */}
            <Notifications position="bottom-center" limit={3} containerWidth={360} />
            <LiveRegion />
            {isWall() ? (
              <Suspense fallback={null}>
                <WallPage />
              </Suspense>
            ) : (
              <Door />
            )}
          </QueryClientProvider>
        </DatesProvider>
      </I18nProvider>
    </MantineProvider>
  )
}
