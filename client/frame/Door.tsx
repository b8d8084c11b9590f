/** Lets in who is signed in; others get the sign-in page, and the address they came for is kept. */
import { Center, Loader } from '@mantine/core'
import { lazy, Suspense, useEffect } from 'react'
import { isSignedOut } from '../api/failure.ts'
import { useMe } from '../api/useMe.ts'
import { firstPlaceOf } from '../places.ts'
import { navigate } from '../state/addressStore.ts'
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx'
import { Failed } from '../ui/Failed.tsx'
import { Frame } from './Frame.tsx'

const SignIn = lazy(() => import('../signIn/SignIn.tsx'))

export function Door() {
  const { me, isPending, error, retry } = useMe()
  const first = me && firstPlaceOf(me)
  // Who comes without an address begins with their own work.
  useEffect(() => {
    if (first && location.search === '') navigate({ place: first }, 'replace')
  }, [first])
  if (isPending) {
    return (
      <Center h="100%">
        <Loader size="sm" />
      </Center>
    )
  }
  if (error && !isSignedOut(error)) {
    return (
      <Center h="100%">
        <Failed error={error} onRetry={retry} />
      </Center>
    )
  }
  return (
    <ErrorBoundary>
      {me ? (
        <Frame />
      ) : (
        <Suspense fallback={null}>
          <SignIn />
        </Suspense>
      )}
    </ErrorBoundary>
  )
}
