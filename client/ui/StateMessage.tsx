/** Empty and failed states: what happened, what is safe, what to do, with the one button for it. */
import { Button } from '@mantine/core'
import { IconAlertTriangle, IconInbox } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './StateMessage.module.css'

interface Props {
  tone: 'empty' | 'failed'
  title: string
  hint?: string
  action?: { label: string; onClick: () => void }
  children?: ReactNode
}

export function StateMessage({ tone, title, hint, action, children }: Props) {
  const Icon = tone === 'failed' ? IconAlertTriangle : IconInbox
  return (
    <div className={classes.box} role={tone === 'failed' ? 'alert' : undefined}>
      <Icon size={22} stroke={1.5} aria-hidden className={classes.icon} />
      <div>
        <p className={classes.title}>{title}</p>
        {hint && <p className={classes.hint}>{hint}</p>}
        {children}
        {action && (
          <Button mt={12} onClick={action.onClick} variant={tone === 'failed' ? 'default' : 'filled'}>
            {action.label}
          </Button>
        )}
      </div>
    </div>
  )
}
