/** One community in a quarter: how far both sides are, both answers side by side, and the form of one's own. */
import { Button, UnstyledButton } from '@mantine/core'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { useId, useState } from 'react'
import type { MutualSheet } from '../../../shared/issues/mutual.ts'
import { otherSide } from '../../../shared/issues/mutual.ts'
import { useT } from '../../i18n/i18n.ts'
import { MutualForm } from './MutualForm.tsx'
import { MutualScores } from './MutualScores.tsx'
import classes from './Mutual.module.css'
import { meanText } from './meanScore.ts'

type Community = MutualSheet['communities'][number]

interface Props {
  sheet: MutualSheet
  community: Community
  isOpen: boolean
  onToggle: () => void
}

export function MutualCommunity({ sheet, community, isOpen, onToggle }: Props) {
  const t = useT()
  const id = useId()
  const { own, other } = community
  const Chevron = isOpen ? IconChevronDown : IconChevronRight
  const state = own && other ? 'both' : own ? 'own' : sheet.isOpen ? 'open' : 'missed'
  return (
    <li className={classes.community}>
      <UnstyledButton
        className={classes.head}
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={onToggle}
      >
        <Chevron size={16} aria-hidden />
        <span className={classes.name}>{community.name}</span>
        <span className={classes.quiet} data-open={state === 'open' || undefined}>
          {t(`mutual.state.${state}`)}
        </span>
        <span className={classes.means}>
          {own && meanText(own)}
          {other && ` · ${meanText(other)}`}
        </span>
      </UnstyledButton>
      {isOpen && (
        <div id={id} className={classes.inside}>
          <Inside sheet={sheet} community={community} />
        </div>
      )}
    </li>
  )
}

function Inside({ sheet, community }: Pick<Props, 'sheet' | 'community'>) {
  const t = useT()
  const [isChanging, setIsChanging] = useState(false)
  const { own, other } = community
  const isAsked = sheet.isOpen && (own === null || isChanging)
  return (
    <>
      {isAsked ? (
        <MutualForm
          sheet={sheet}
          community={community}
          onEnd={own === null ? undefined : () => setIsChanging(false)}
        />
      ) : (
        <>
          <MutualScores side={sheet.side} answer={own} isOpen={sheet.isOpen} />
          {sheet.isOpen && (
            <Button size="compact-sm" variant="default" onClick={() => setIsChanging(true)}>
              {t('mutual.change')}
            </Button>
          )}
        </>
      )}
      {!isAsked && <MutualScores side={otherSide(sheet.side)} answer={other} isOpen={sheet.isOpen} isOther />}
    </>
  )
}
