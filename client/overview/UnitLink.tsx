/** The unit a thing lies in, as a way there. */
import { UnstyledButton } from '@mantine/core'
import { useUnits } from '../api/useUnits.ts'
import { openUnit } from './open.ts'
import classes from './UnitKicker.module.css'

export function UnitLink({ unit }: { unit: { code: string; name: string } | null }) {
  const { nodes } = useUnits()
  if (!unit) return null
  const node = nodes.get(unit.code)
  const parent = node?.parent ? nodes.get(node.parent) : undefined
  return (
    <>
      {parent && (
        <>
          <UnstyledButton className={classes.link} onClick={() => openUnit(parent)}>
            {parent.name}
          </UnstyledButton>
          {' · '}
        </>
      )}
      {node ? (
        <UnstyledButton className={classes.link} onClick={() => openUnit(node)}>
          {unit.name}
        </UnstyledButton>
      ) : (
        unit.name
      )}
    </>
  )
}
