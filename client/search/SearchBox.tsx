/** One box for units, addresses, facilities and issues: Ctrl+K or / from anywhere; arrows, Enter, Escape. */
import { ActionIcon, CloseButton, Kbd, TextInput } from '@mantine/core'
import { useDebouncedValue, useHotkeys } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import type { SearchHit } from '../../shared/domain/place.ts'
import { trpc } from '../api/trpc.ts'
import { useT } from '../i18n/i18n.ts'
import { useAt } from '../state/addressStore.ts'
import { openHit } from './openHit.ts'
import classes from './SearchBox.module.css'
import { inGroups, SearchResults } from './SearchResults.tsx'

const DEBOUNCE_MILLISECONDS = 120

export function SearchBox({ isPhone }: { isPhone: boolean }) {
  const t = useT()
  const at = useAt()
  const input = useRef<HTMLInputElement>(null)
  const listId = useId()
  const [text, setText] = useState('')
  const [isOpen, setIsOpen] = useState(false)
  const [active, setActive] = useState(0)
  const [asked] = useDebouncedValue(text.trim(), DEBOUNCE_MILLISECONDS)
  const query = useQuery(
    trpc.search.find.queryOptions(
      { text: asked, at },
      { enabled: asked.length > 0, placeholderData: keepPreviousData },
    ),
  )
  const hits = asked ? inGroups(query.data ?? []) : []
  useEffect(() => setActive(0), [asked])

  const open = () => {
    setIsOpen(true)
    requestAnimationFrame(() => {
      input.current?.focus()
      input.current?.select()
    })
  }
  useHotkeys([
    ['mod+K', open],
    ['/', open],
  ])
  const close = () => {
    setIsOpen(false)
    input.current?.blur()
  }
  const pick = (hit: SearchHit) => {
    openHit(hit)
    setText('')
    close()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') {
      close()
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      const by = event.key === 'ArrowDown' ? 1 : -1
      if (hits.length > 0) setActive((active + by + hits.length) % hits.length)
    } else if (event.key === 'Enter') {
      const hit = hits[active]
      if (hit) pick(hit)
    }
  }
  const isShown = isOpen && asked.length > 0
  if (isPhone && !isOpen) {
    return (
      <ActionIcon
        variant="subtle"
        color="gray"
        c="var(--qh-ink-soft)"
        size={40}
        ml="auto"
        aria-label={t('search.label')}
        onClick={open}
      >
        <IconSearch size={20} aria-hidden />
      </ActionIcon>
    )
  }
  return (
    <div className={classes.box} role="search" data-phone={isPhone || undefined}>
      <TextInput
        ref={input}
        value={text}
        size="sm"
        placeholder={t('search.placeholder')}
        aria-label={`${t('search.label')}：${t('search.hint')}`}
        role="combobox"
        aria-expanded={isShown}
        aria-controls={listId}
        aria-activedescendant={isShown && hits[active] ? `${listId}-${active}` : undefined}
        aria-autocomplete="list"
        leftSection={<IconSearch size={16} aria-hidden />}
        rightSection={
          text || isPhone ? (
            <CloseButton
              size="sm"
              aria-label={t('search.clear')}
              onClick={() => {
                setText('')
                if (isPhone) setIsOpen(false)
                else input.current?.focus()
              }}
            />
          ) : (
            <Kbd size="xs">/</Kbd>
          )
        }
        onChange={(event) => {
          setText(event.currentTarget.value)
          setIsOpen(true)
        }}
        onFocus={() => setIsOpen(true)}
        onBlur={() => {
          if (!isPhone) setIsOpen(false)
        }}
        onKeyDown={onKeyDown}
      />
      <SearchResults
        id={listId}
        isShown={isShown}
        isPending={query.isPending && asked.length > 0}
        hits={hits}
        text={asked}
        active={active}
        onPick={pick}
      />
    </div>
  )
}
