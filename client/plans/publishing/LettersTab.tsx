/** The letter to households: its text, how it reads for the first address, and all of them on paper. */
import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import {
  LETTER_FIELDS,
  LETTER_WORDS,
  type LetterLanguage,
  PlanLetter,
  letterFaults,
} from '../../../shared/plans/letter.ts'
import { queryClient } from '../../api/queryClient.ts'
import { trpc } from '../../api/trpc.ts'
import { useMay } from '../../api/useMe.ts'
import { useSystem } from '../../api/useSystem.ts'
import { count } from '../../i18n/format.ts'
import { i18n, useT } from '../../i18n/i18n.ts'
import { Failed } from '../../ui/Failed.tsx'
import { PrintPages, printPages } from '../../ui/PrintPages.tsx'
import { SkeletonLines } from '../../ui/SkeletonLines.tsx'
import { StateMessage } from '../../ui/StateMessage.tsx'
import { toastDone, toastFailure } from '../../ui/toast.ts'
import { LetterSheet } from './LetterSheet.tsx'
import { type Addressed, addressedTo, letterFacts } from './letters.ts'
import { batchesOf } from './letterBatches.ts'
import type { TabProps } from './movedGrids.ts'
import classes from './Publishing.module.css'

const languageNow = (): LetterLanguage => (i18n.locale === 'en' ? 'en' : 'zh-CN')

export function LettersTab(given: TabProps) {
  const t = useT()
  const language = languageNow()
  const kept = useQuery(trpc.plan.letter.queryOptions({ language }, { gcTime: 0, retry: false }))
  if (given.moves.told.homes === 0) return <StateMessage tone="empty" title={t('planPublish.noHomes')} />
  if (kept.error) return <Failed error={kept.error} onRetry={() => void kept.refetch()} />
  if (!kept.data) return <SkeletonLines rows={8} />
  return <Letter key={language} {...given} language={language} kept={kept.data} />
}

interface LetterProps extends TabProps {
  language: LetterLanguage
  kept: PlanLetter
}

function Letter({ plan, moves, grids, language, kept }: LetterProps) {
  const t = useT()
  const made = useSystem()?.today ?? ''
  const mayChange = useMay('plan.publish')
  const mayAddress = useMay('residents.view')
  const [letter, setLetter] = useState(kept)
  const [per, setPer] = useState<'building' | 'address'>('building')
  /** Of household addresses, once they were asked for: each look at them is written down. */
  const [addresses, setAddresses] = useState(0)
  const [from, setFrom] = useState(1)
  const [pages, setPages] = useState<readonly Addressed[] | null>(null)
  const [isGathering, setIsGathering] = useState(false)
  const body = useRef<HTMLTextAreaElement>(null)
  const first = useQuery(
    trpc.plan.homes.queryOptions({ id: plan.id, on: moves.on, limit: 1 }, { gcTime: 0, retry: false }),
  ).data?.rows[0]
  const save = useMutation(
    trpc.plan.saveLetter.mutationOptions({
      onSuccess: () => {
        toastDone(t('planPublish.letterSaved'))
        void queryClient.invalidateQueries(trpc.plan.letter.pathFilter())
      },
      onError: toastFailure,
    }),
  )
  useEffect(() => {
    if (!pages) return
    void printPages().then(() => setPages(null), toastFailure)
  }, [pages])
  const read = PlanLetter.safeParse(letter)
  const faults = letterFaults(`${letter.title}\n${letter.body}`)
  const isPhoneWrong = !PlanLetter.shape.phone.safeParse(letter.phone).success
  const batches = batchesOf(per === 'building' ? moves.told.homes : addresses)
  const start = batches.find((batch) => batch.from === from)?.from ?? 1
  const isChanged = JSON.stringify(letter) !== JSON.stringify(kept)

  const put = (word: string): void => {
    const { selectionStart: at = letter.body.length, selectionEnd: to = at } = body.current ?? {}
    setLetter({ ...letter, body: `${letter.body.slice(0, at)}{${word}}${letter.body.slice(to)}` })
    body.current?.focus()
  }
  const print = async (): Promise<void> => {
    setIsGathering(true)
    try {
      const { rows, total } = await addressedTo(plan.id, moves.on, per, start - 1)
      if (per === 'address') setAddresses(total)
      if (rows.length === 0) toastDone(t('planPublish.noAddresses'))
      else {
        if (total > rows.length)
          toastDone(
            t('planPublish.someLetters', {
              total: count(total),
              from: count(start),
              to: count(start + rows.length - 1),
            }),
          )
        setPages(rows)
      }
    } catch (error) {
      toastFailure(error)
    } finally {
      setIsGathering(false)
    }
  }
  return (
    <div className={classes.letter}>
      <div>
        <TextInput
          label={t('planPublish.letterTitle')}
          value={letter.title}
          maxLength={80}
          readOnly={!mayChange}
          onChange={(event) => setLetter({ ...letter, title: event.currentTarget.value })}
        />
        <Textarea
          ref={body}
          mt={8}
          label={t('planPublish.letterBody')}
          value={letter.body}
          maxLength={3000}
          autosize
          minRows={10}
          maxRows={18}
          readOnly={!mayChange}
          error={faults.length > 0 ? t('planPublish.letterFaults', { words: faults.join(' ') }) : undefined}
          onChange={(event) => setLetter({ ...letter, body: event.currentTarget.value })}
        />
        {mayChange && (
          <div className={classes.words} role="group" aria-label={t('planPublish.letterWords')}>
            {LETTER_FIELDS.map((field) => (
              <Button
                key={field}
                size="compact-xs"
                variant="default"
                onClick={() => put(LETTER_WORDS[field][language])}
              >
                {LETTER_WORDS[field][language]}
              </Button>
            ))}
          </div>
        )}
        <TextInput
          label={t('planPublish.letterPhone')}
          description={t('planPublish.letterPhoneHint')}
          value={letter.phone}
          maxLength={40}
          readOnly={!mayChange}
          error={isPhoneWrong ? t('planPublish.letterPhoneWrong') : undefined}
          onChange={(event) => setLetter({ ...letter, phone: event.currentTarget.value })}
        />
        {mayChange && (
          <Button
            mt={12}
            variant="default"
            disabled={!isChanged || !read.success}
            loading={save.isPending}
            onClick={() => save.mutate({ language, letter })}
          >
            {t('planPublish.letterSave')}
          </Button>
        )}
      </div>
      <div>
        <div className={classes.tools}>
          <NativeSelect
            label={t('planPublish.letterPer')}
            value={per}
            onChange={(event) => {
              setPer(event.currentTarget.value === 'address' ? 'address' : 'building')
              setFrom(1)
            }}
            data={[
              { value: 'building', label: t('planPublish.perBuilding', { count: moves.told.homes }) },
              ...(mayAddress ? [{ value: 'address', label: t('planPublish.perAddress') }] : []),
            ]}
          />
          {batches.length > 1 && (
            <NativeSelect
              label={t('planPublish.whichLetters')}
              value={String(start)}
              onChange={(event) => setFrom(Number(event.currentTarget.value))}
              data={batches.map((batch) => ({
                value: String(batch.from),
                label: t('planPublish.lettersFromTo', { from: count(batch.from), to: count(batch.to) }),
              }))}
            />
          )}
          <Button
            leftSection={<IconPrinter size={16} aria-hidden />}
            disabled={!read.success}
            loading={isGathering || pages !== null}
            onClick={() => void print()}
          >
            {t('planPublish.print')}
          </Button>
        </div>
        {first && (
          <section className={classes.sheet} aria-label={t('planPublish.preview')}>
            <LetterSheet letter={letter} facts={letterFacts(first, letter, moves, grids)} made={made} />
          </section>
        )}
      </div>
      {pages && (
        <PrintPages>
          {pages.map((one, i) => (
            <article key={i} className={classes.page}>
              <LetterSheet letter={letter} facts={letterFacts(one, letter, moves, grids)} made={made} />
            </article>
          ))}
        </PrintPages>
      )}
    </div>
  )
}
