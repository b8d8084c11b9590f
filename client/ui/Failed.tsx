/** A query that failed: the server's own words, and the way to ask again. */
import { failureText } from '../api/failure.ts'
import { useT } from '../i18n/i18n.ts'
import { StateMessage } from './StateMessage.tsx'

export function Failed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const t = useT()
  return (
    <StateMessage
      tone="failed"
      title={t('state.failed')}
      hint={failureText(error)}
      action={{ label: t('state.retry'), onClick: onRetry }}
    />
  )
}
