import '@mantine/core/styles.css'
import '@mantine/dates/styles.css'
import '@mantine/notifications/styles.css'
import './theme/tokens.css'
import './theme/touch.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import { activateLanguage } from './i18n/i18n.ts'
import './offline/install.ts'
import './push/openFromNotice.ts'
import { addressStore } from './state/addressStore.ts'

const root = document.getElementById('root')
if (!root) throw new Error('the page has no root')

await activateLanguage(addressStore.get().language)
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
