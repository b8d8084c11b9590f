/** Proposals for the grids of a community: what is asked for, what was found, how it compares, and taking one. */
import { Button, NumberInput, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { coverageOf } from '../../../shared/coverage/coverage.ts'
import { freeGrids } from '../../../shared/plans/freeGrids.ts'
import { HOUSEHOLD_NORM } from '../../../shared/plans/norm.ts'
import { newKey } from '../../api/newKey.ts'
import { trpc } from '../../api/trpc.ts'
import { useUnits } from '../../api/useUnits.ts'
import { count, share } from '../../i18n/format.ts'
import { useT } from '../../i18n/i18n.ts'
import { useStore } from '../../state/store.ts'
import { Section } from '../../ui/Section.tsx'
import { toastDone } from '../../ui/toast.ts'
import { type Desk, lookAt, make, stopLooking } from '../planDesk.ts'
import { type PlanEdit, takeProposal } from '../planEdits.ts'
import classes from '../Plans.module.css'
import { toolStore } from '../planTools.ts'
import {
  askForProposals,
  endProposals,
  proposalStore,
  type ProposalState,
  showProposal,
  stopLookingFor,
} from './proposer.ts'
import type { FoundProposal } from './protocol.ts'
import { TradeOff } from './TradeOff.tsx'

const MOST_GRIDS = 200
const TOLERANCE_PERCENT = 5

export function ProposalSection({ desk }: { desk: Desk }) {
  const t = useT()
  const { nodes } = useUnits()
  const { selected } = useStore(toolStore)
  const state = useStore(proposalStore)
  const [parent, setParent] = useState<string | null>(null)
  const [wanted, setWanted] = useState<number | null>(null)
  const [tolerance, setTolerance] = useState(TOLERANCE_PERCENT)
  const [most, setMost] = useState<number | null>(null)
  const [refusal, setRefusal] = useState<string | null>(null)
  const demand = useQuery(trpc.circle.demand.queryOptions({}))
  const network = useQuery(trpc.network.current.queryOptions())
  useEffect(() => endProposals, [])

  const grids = [...desk.work.grids.values()]
  const parents = [...new Set(grids.map((grid) => grid.parent))].sort()
  const chosen = parent ?? desk.work.grids.get(selected ?? '')?.parent ?? parents[0] ?? null
  const own = grids.filter((grid) => grid.parent === chosen)
  const free = freeGrids(own, chosen ?? '', desk.dedicated)
  const districts = wanted ?? free.length
  const isReady = demand.data !== undefined && network.data !== undefined && free.length > 0
  const isStale = state !== null && state.base !== desk.work.coverage

  const ask = (): void => {
    if (!demand.data || chosen === null) return
    stopLooking()
    const { lonLat, people } = demand.data
    askForProposals(
      {
        arcs: [...desk.work.coverage.arcs.values()].map(({ line, left, right }) => ({
          line: [...line],
          left,
          right,
        })),
        areas: free.map(({ key }) => key),
        newKeys: Array.from({ length: districts }, () => `n${newKey().replaceAll('-', '').slice(0, 12)}`),
        network: network.data?.hash ?? null,
        homes: {
          lonLat: Float64Array.from(lonLat),
          households: Float32Array.from(people.households),
          residents: Float32Array.from(people.residents),
        },
        districts,
        most,
        tolerance: tolerance / 100,
        seed: 1,
      },
      desk.work.coverage,
      chosen,
    )
  }

  const editOf = ({ arcs }: FoundProposal): PlanEdit => {
    const source = grids.find((grid) => grid.parent === state?.parent)
    if (!source || isStale) return { ok: false, why: 'changedSince' }
    return takeProposal(desk.work, coverageOf(arcs), source, t('planPage.proposal.newName'))
  }
  const look = (proposal: FoundProposal): void => {
    const isShown = state?.shown === proposal
    stopLooking()
    showProposal(isShown ? null : proposal)
    if (!isShown) lookAt(editOf(proposal))
  }
  const take = (proposal: FoundProposal): void => {
    const why = make(editOf(proposal))
    if (why === null) {
      endProposals()
      toastDone(t('planPage.proposal.taken'))
    }
    setRefusal(why)
  }

  return (
    <Section title={t('planPage.proposals')}>
      <p className={classes.soft}>{t('planPage.proposal.hint')}</p>
      <div className={classes.proposalForm}>
        <Select
          size="xs"
          label={t('planPage.proposal.community')}
          data={parents.map((code) => ({ value: code, label: nodes.get(code)?.name ?? code }))}
          value={chosen}
          allowDeselect={false}
          onChange={(code) => {
            setParent(code)
            setWanted(null)
          }}
        />
        <NumberInput
          size="xs"
          label={t('planPage.proposal.districts')}
          min={1}
          max={MOST_GRIDS}
          allowDecimal={false}
          value={districts}
          onChange={(value) => setWanted(typeof value === 'number' ? value : null)}
        />
        <NumberInput
          size="xs"
          label={t('planPage.proposal.tolerance')}
          min={0}
          max={50}
          allowDecimal={false}
          suffix="%"
          value={tolerance}
          onChange={(value) => setTolerance(typeof value === 'number' ? value : TOLERANCE_PERCENT)}
        />
        <NumberInput
          size="xs"
          label={t('planPage.proposal.most')}
          placeholder={t('planPage.proposal.mostNone', { most: HOUSEHOLD_NORM.most })}
          min={1}
          max={100_000}
          allowDecimal={false}
          value={most ?? ''}
          onChange={(value) => setMost(typeof value === 'number' ? value : null)}
        />
      </div>
      {own.length > free.length && (
        <p className={classes.soft}>{t('planPage.proposal.locked', { count: own.length - free.length })}</p>
      )}
      <div className={classes.buttons}>
        <Button size="xs" disabled={!isReady || districts < 1} onClick={ask}>
          {t(state ? 'planPage.proposal.again' : 'planPage.proposal.ask')}
        </Button>
        {state && state.done < 1 && (
          <Button size="xs" variant="default" onClick={stopLookingFor}>
            {t('planPage.proposal.enough')}
          </Button>
        )}
      </div>
      {refusal && (
        <p className={classes.bad} role="alert">
          {t(
            refusal === 'locked' || refusal === 'nothing' || refusal === 'changedSince'
              ? `planPage.refusal.${refusal}`
              : 'planPage.refusal.other',
          )}
        </p>
      )}
      {state && <Found state={state} isStale={isStale} onLook={look} onTake={take} />}
    </Section>
  )
}

interface FoundProps {
  state: ProposalState
  isStale: boolean
  onLook: (proposal: FoundProposal) => void
  onTake: (proposal: FoundProposal) => void
}

function Found({ state, isStale, onLook, onTake }: FoundProps) {
  const t = useT()
  const { done, blocks, proposals, today, leastImbalance, impossible, failure, shown } = state
  if (failure)
    return (
      <p className={classes.bad} role="alert">
        {t('planPage.proposal.failed')}
      </p>
    )
  if (impossible)
    return (
      <p className={classes.bad} role="alert">
        {impossible.why === 'tooFewBlocks'
          ? t('planPage.proposal.tooFewBlocks', { count: impossible.blocks })
          : impossible.why === 'blockTooHeavy'
            ? t('planPage.proposal.blockTooHeavy', { count: count(impossible.weight) })
            : t('planPage.proposal.mostTooLow', {
                total: count(impossible.total),
                room: count(impossible.room),
              })}
      </p>
    )
  const best = proposals[0]?.figures.imbalance
  const isOptimal =
    best !== undefined && leastImbalance !== null && best <= leastImbalance + 1e-9 && leastImbalance > 0
  return (
    <>
      <p className={classes.soft} role="status">
        {done < 1
          ? t('planPage.proposal.looking', { share: share(done), count: proposals.length })
          : t('planPage.proposal.found', { count: proposals.length })}
        {blocks &&
          ` ${t('planPage.proposal.blocks', { count: count(blocks.count), heaviest: count(blocks.heaviest) })}`}
      </p>
      {isStale && (
        <p className={classes.bad} role="alert">
          {t('planPage.proposal.stale')}
        </p>
      )}
      {proposals.length > 0 && (
        <>
          <TradeOff
            proposals={proposals}
            today={today}
            leastImbalance={leastImbalance ?? 0}
            shown={shown}
            onPick={onLook}
          />
          {leastImbalance !== null && (
            <p className={classes.soft}>
              {isOptimal
                ? t('planPage.proposal.optimal', { share: share(leastImbalance) })
                : t('planPage.proposal.bound', { share: share(leastImbalance) })}
            </p>
          )}
          <table className={classes.proposalTable}>
            <thead>
              <tr>
                <th scope="col">{t('planPage.proposal.imbalance')}</th>
                <th scope="col">{t('planPage.proposal.moved')}</th>
                <th scope="col">{t('planPage.compactness')}</th>
                <th scope="col">{t('planPage.proposal.offStreet')}</th>
                <th scope="col">{t('planPage.proposal.do')}</th>
              </tr>
            </thead>
            <tbody>
              {today && (
                <tr>
                  <td>{`±${share(today.imbalance)}`}</td>
                  <td>{t('planPage.proposal.today')}</td>
                  <td>{today.compactness.toFixed(2)}</td>
                  <td>{count(Math.round(today.offStreetMeters))}</td>
                  <td />
                </tr>
              )}
              {proposals.map((proposal, i) => (
                <tr
                  key={proposal.loads.map(({ households }) => households).join() + i}
                  data-shown={shown === proposal}
                >
                  <td title={t(`planPage.aim.${proposal.aim}`)}>{`±${share(proposal.figures.imbalance)}`}</td>
                  <td>{count(Math.round(proposal.figures.moved))}</td>
                  <td>{proposal.figures.compactness.toFixed(2)}</td>
                  <td>{count(Math.round(proposal.figures.offStreetMeters))}</td>
                  <td>
                    <Button
                      size="compact-xs"
                      variant="default"
                      aria-pressed={shown === proposal}
                      disabled={isStale}
                      onClick={() => onLook(proposal)}
                    >
                      {t('planPage.proposal.look')}
                    </Button>{' '}
                    <Button size="compact-xs" disabled={isStale} onClick={() => onTake(proposal)}>
                      {t('planPage.proposal.take')}
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </>
  )
}
