/** Follows the language of the address: fetches the catalogue, sets the document's language and title. */
import 'dayjs/locale/zh-cn'
import { useEffect } from 'react'
import type { Language } from '../state/address.ts'
import { useAddress } from '../state/addressStore.ts'
import { activateLanguage } from './i18n.ts'

export function useLanguage(): Language {
  const language = useAddress((entry) => entry.language)
  useEffect(() => {
    void activateLanguage(language)
  }, [language])
  return language
}
