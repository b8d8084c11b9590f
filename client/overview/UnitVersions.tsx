/** The boundary versions of a unit; each can be looked at. Links in doubt are named, never hidden. */
import { Button, UnstyledButton } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { UnitPanel } from '../../shared/domain/unit.ts'
import { useT } from '../i18n/i18n.ts'
import { navigate, openPlace } from '../state/addressStore.ts'
import { Section } from '../ui/Section.tsx'
import rowClasses from './Rows.module.css'
import classes from './UnitPanel.module.css'

export function UnitVersions({ panel: { versions, linkProblems } }: { panel: UnitPanel }) {
  const t = useT()
  return (
    <Section title={t('unit.versions')}>
      <ul className={rowClasses.list}>
        {versions.map(({ validFrom, validTo, name }) => (
          <li key={validFrom}>
            <UnstyledButton
              className={rowClasses.row}
              onClick={() => navigate({ at: validTo === null ? null : validFrom })}
            >
              <span className={rowClasses.main}>
                {validTo === null
                  ? t('unit.version', { from: validFrom })
                  : t('unit.versionClosed', { from: validFrom, to: validTo })}
              </span>
              <span className={classes.soft}>{name}</span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
      {linkProblems !== null && linkProblems > 0 && (
        <Button
          variant="default"
          mt={8}
          leftSection={<IconAlertTriangle size={16} aria-hidden />}
          onClick={() => openPlace('registers')}
        >
          {t('unit.linkProblems', { count: linkProblems })}
        </Button>
      )}
    </Section>
  )
}
