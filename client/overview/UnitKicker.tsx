/** The level, and the way up: every unit above can be opened. */
import { UnstyledButton } from '@mantine/core'
import type { UnitPanel } from '../../shared/domain/unit.ts'
import type { UnitLevel } from '../../shared/domain/levels.ts'
import { useUnits } from '../api/useUnits.ts'
import { useT } from '../i18n/i18n.ts'
import { openUnit } from './open.ts'
import classes from './UnitKicker.module.css'

interface Props {
  ancestors: UnitPanel['ancestors'] | undefined
  level: UnitLevel | undefined
}

export function UnitKicker({ ancestors, level }: Props) {
  const t = useT()
  const { nodes } = useUnits()
  return (
    <>
      {level && t(`level.${level}`)}
      {ancestors?.map(({ code, name }) => {
        const node = nodes.get(code)
        return (
          <span key={code}>
            {' · '}
            {node ? (
              <UnstyledButton className={classes.link} onClick={() => openUnit(node)}>
                {name}
              </UnstyledButton>
            ) : (
              name
            )}
          </span>
        )
      })}
    </>
  )
}
