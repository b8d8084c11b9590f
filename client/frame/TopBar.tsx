/** Street, search, date in force, live state, language, look, person: 48 px, always there. */
import { Badge } from '@mantine/core'
import { useSystem } from '../api/useSystem.ts'
import { useT } from '../i18n/i18n.ts'
import { SearchBox } from '../search/SearchBox.tsx'
import { AsOfControl } from './AsOfControl.tsx'
import { LanguageSwitch } from './LanguageSwitch.tsx'
import { LiveBadge } from './LiveBadge.tsx'
import { LookSwitch } from './LookSwitch.tsx'
import { PersonMenu } from './PersonMenu.tsx'
import classes from './TopBar.module.css'
import { useStreetName } from './useStreetName.ts'

export function TopBar({ isPhone }: { isPhone: boolean }) {
  const t = useT()
  const name = useStreetName()
  const system = useSystem()
  return (
    <header className={classes.bar}>
      <img className={classes.mark} src="/icon.svg" alt="" width={24} height={24} />
      <h1 className={classes.name}>{name ?? t('app.name')}</h1>
      {system?.isDemo && !isPhone && (
        <Badge variant="default" size="sm" radius={4} fw={500} tt="none">
          {t('app.demo')}
        </Badge>
      )}
      <SearchBox isPhone={isPhone} />
      <div className={classes.end}>
        <AsOfControl isPhone={isPhone} />
        <LiveBadge isPhone={isPhone} />
        {!isPhone && <LanguageSwitch />}
        {!isPhone && <LookSwitch />}
        <PersonMenu isPhone={isPhone} />
      </div>
    </header>
  )
}
