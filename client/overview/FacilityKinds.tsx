/** Facilities of a unit by kind, each with its icon; a kind opens its list. */
import { UnstyledButton } from '@mantine/core'
import type { UnitPanel } from '../../shared/domain/unit.ts'
import { useT } from '../i18n/i18n.ts'
import { facilityKindName } from '../i18n/vocabulary.ts'
import { FacilityIcon } from '../ui/FacilityIcon.tsx'
import { Section } from '../ui/Section.tsx'
import { openFacilities } from './open.ts'
import classes from './UnitPanel.module.css'

export function FacilityKinds({ panel: { unit, facilitiesByKind } }: { panel: UnitPanel }) {
  const t = useT()
  return (
    <Section title={t('unit.facilitiesByKind')}>
      {facilitiesByKind.length === 0 ? (
        <p className={classes.soft}>{t('unit.noFacilities')}</p>
      ) : (
        <ul className={classes.chips}>
          {facilitiesByKind.map(({ kind, count }) => (
            <li key={kind}>
              <UnstyledButton
                className={classes.kind}
                onClick={() => openFacilities({ unit: unit.code, kind })}
              >
                <FacilityIcon kind={kind} />
                <span>{facilityKindName(kind)}</span>
                <span className={classes.strong}>{count}</span>
              </UnstyledButton>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
