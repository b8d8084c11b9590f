/** The tab bears the name of the street, so that several streets can be told apart. */
import { useEffect } from 'react'
import { useT } from '../i18n/i18n.ts'
import { useStreetName } from './useStreetName.ts'

export function useDocumentTitle(): void {
  const t = useT()
  const name = useStreetName()
  const app = t('app.name')
  useEffect(() => {
    document.title = name ? `${name} · ${app}` : app
  }, [name, app])
}
