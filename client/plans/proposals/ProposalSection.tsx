/** Proposals for the grids of a community: what is asked for, what was found, how it compares, and taking one. */
import { Button, MultiSelect, NumberInput, Select, Switch } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { coverageOf } from '../../../shared/coverage/coverage.ts'
import { freeGrids } from '../../../shared/plans/freeGrids.ts'
import { HOUSEHOLD_NORM } from '../../../shared/plans/norm.ts'
import type { PlanGrid } from '../../../shared/plans/planDocument.ts'
import type { PlanGround } from '../../../shared/plans/planGround.ts'
import {
  type Balance,
  BALANCES,
  type ProposalImpossible,
  type ProposalRule,
} from '../../../shared/plans/proposalProblem.ts'
import { newKey } from '../../api/newKey.ts'
import { trpc } from '../../api/trpc.ts'
import { useIssuePoints } from '../../api/useIssuePoints.ts'
import { useMay } from '../../api/useMe.ts'
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
import { type NamedUnit, RuleEditor } from './RuleEditor.tsx'
import { TradeOff } from './TradeOff.tsx'
import { whyNot } from './whyNot.ts'

const MOST_GRIDS = 200
const TOLERANCE_PERCENT = 5

export function ProposalSection({ desk, ground }: { desk: Desk; ground: PlanGround | undefined }) {
  const t = useT()
  const { nodes } = useUnits()
  const { selected } = useStore(toolStore)
  const state = useStore(proposalStore)
  const mayView = useMay('issues.view')
  const issues = useIssuePoints()
  const [parent, setParent] = useState<string | null>(null)
  const [kept, setKept] = useState<readonly string[]>([])
  const [wanted, setWanted] = useState<number | null>(null)
  const [balance, setBalance] = useState<Balance>('households')
  const [tolerance, setTolerance] = useState(TOLERANCE_PERCENT)
  const [most, setMost] = useState<number | null>(null)
  const [mostOf, setMostOf] = useState<'households' | 'residents'>('households')
  const [keepsCompounds, setKeepsCompounds] = useState(false)
  const [rules, setRules] = useState<ProposalRule[]>([])
  const [refusal, setRefusal] = useState<string | null>(null)
  const demand = useQuery(trpc.circle.demand.queryOptions({}))
  const network = useQuery(trpc.network.current.queryOptions())
  useEffect(() => endProposals, [])

  const grids = [...desk.work.grids.values()]
  const parents = [...new Set(grids.map((grid) => grid.parent))].sort()
  const chosen = parent ?? desk.work.grids.get(selected ?? '')?.parent ?? parents[0] ?? null
  const own = grids.filter((grid) => grid.parent === chosen)
  const open = freeGrids(own, chosen ?? '', desk.dedicated)
  const free = open.filter(({ key }) => !kept.includes(key))
  const districts = wanted ?? free.length
  const workers = chosen === null ? undefined : ground?.workers[chosen]
  // Whoever looks after a grid that is kept goes on with it.
  const forWorkers = workers === undefined ? null : Math.max(1, workers - own.filter(isLockedOr(kept)).length)
  const isReady =
    demand.data !== undefined &&
    network.data !== undefined &&
    ground !== undefined &&
    (!mayView || issues !== undefined) &&
    free.length > 0
  const isStale = state !== null && state.base !== desk.work.coverage
  const conditions = rules.length + Number(keepsCompounds) + open.length - free.length
  const units = ruleUnits(desk, own, ground)

  const ask = (): void => {
    if (!demand.data || !ground || chosen === null) return
    stopLooking()
    const { lonLat, people } = demand.data
    askForProposals(
      {
        arcs: [...desk.work.coverage.arcs.values()].map(({ line, left, right }) => ({
          line: [...line],
          left,
          right,
        })),
        wish: {
          areas: free.map(({ key }) => key),
          kept: own.filter((grid) => !free.includes(grid)).map(({ key }) => key),
          districts,
          most: most === null ? null : { amount: most, of: mostOf },
          balance,
          rules: rules.filter((rule) => rule.units.length > (rule.kind === 'apart' ? 1 : 0)),
          keepsCompounds,
        },
        ground: {
          homes: {
            lonLat: Float64Array.from(lonLat),
            households: Float32Array.from(people.households),
            residents: Float32Array.from(people.residents),
            over64: Float32Array.from(people.over64),
          },
          doors: ground.doors,
          issues: issues ? { lons: issues.lons, lats: issues.lats } : null,
          yearIssues: ground.yearIssues,
          weights: ground.weights,
        },
        newKeys: Array.from({ length: districts }, () => `n${newKey().replaceAll('-', '').slice(0, 12)}`),
        network: network.data?.hash ?? null,
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
            setKept([])
            setRules([])
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
        <Select
          size="xs"
          label={t('planPage.proposal.balance')}
          data={BALANCES.map((one) => ({ value: one, label: t(`planPage.${one}`) }))}
          value={balance}
          allowDeselect={false}
          onChange={(value) => setBalance(BALANCES.find((one) => one === value) ?? 'households')}
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
        <Select
          size="xs"
          label={t('planPage.proposal.mostOf')}
          data={(['households', 'residents'] as const).map((one) => ({
            value: one,
            label: t(`planPage.proposal.mostOf.${one}`),
          }))}
          value={mostOf}
          allowDeselect={false}
          onChange={(value) => setMostOf(value === 'residents' ? 'residents' : 'households')}
        />
      </div>
      {forWorkers !== null && forWorkers !== districts && (
        <div className={classes.row}>
          <Button size="compact-xs" variant="default" onClick={() => setWanted(forWorkers)}>
            {t('planPage.proposal.perWorker', { workers: workers!, count: forWorkers })}
          </Button>
        </div>
      )}
      <details className={classes.more}>
        <summary>{t('planPage.proposal.conditions', { count: conditions })}</summary>
        <MultiSelect
          size="xs"
          label={t('planPage.proposal.keep')}
          data={open.map(({ key, name }) => ({ value: key, label: name }))}
          searchable
          hidePickedOptions
          value={open.filter(({ key }) => kept.includes(key)).map(({ key }) => key)}
          onChange={(keys) => {
            setKept(keys)
            setWanted(null)
          }}
        />
        <Switch
          size="xs"
          mt={8}
          mb={8}
          label={t('planPage.proposal.keepCompounds')}
          checked={keepsCompounds}
          onChange={(event) => setKeepsCompounds(event.currentTarget.checked)}
        />
        <RuleEditor units={units} rules={rules} onChange={setRules} />
      </details>
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
      {state && (
        <Found
          state={state}
          isStale={isStale}
          whyNot={(reason) =>
            whyNot(reason, { t, units, areaName: (key) => desk.work.grids.get(key)?.name ?? key })
          }
          onLook={look}
          onTake={take}
        />
      )}
    </Section>
  )
}

/** Grids that proposals leave as they are, and that somebody looks after: those of one owner have their own people. */
const isLockedOr =
  (kept: readonly string[]) =>
  ({ key, isLocked }: PlanGrid): boolean =>
    isLocked || kept.includes(key)

/** What rules can be about: compounds with a home in the community, and its grids. */
function ruleUnits(desk: Desk, own: readonly PlanGrid[], ground: PlanGround | undefined): NamedUnit[] {
  const compounds = new Set(own.flatMap(({ key }) => [...(desk.rested?.compounds.get(key)?.keys() ?? [])]))
  return [
    ...[...compounds].map((compound) => ({
      unit: { kind: 'compound' as const, compound },
      name: ground?.compounds[compound] ?? String(compound),
    })),
    ...own.map(({ key, name }) => ({ unit: { kind: 'area' as const, key }, name })),
  ]
}

interface FoundProps {
  state: ProposalState
  isStale: boolean
  whyNot: (reason: ProposalImpossible) => string
  onLook: (proposal: FoundProposal) => void
  onTake: (proposal: FoundProposal) => void
}

function Found({ state, isStale, whyNot, onLook, onTake }: FoundProps) {
  const t = useT()
  const { done, blocks, proposals, today, leastImbalance, leastMoved, tolerance } = state
  const { impossible, failure, shown } = state
  if (failure)
    return (
      <p className={classes.bad} role="alert">
        {t('planPage.proposal.failed')}
      </p>
    )
  if (impossible)
    return (
      <p className={classes.bad} role="alert">
        {whyNot(impossible)}
      </p>
    )
  const best = proposals[0]?.figures.imbalance
  const within = proposals.filter(({ figures }) => figures.imbalance <= tolerance + 1e-9)
  const fewest = within.reduce<FoundProposal | null>(
    (a, b) => (a === null || b.figures.moved < a.figures.moved ? b : a),
    null,
  )
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
      {done === 1 && proposals.length === 0 && (
        <p className={classes.bad} role="alert">
          {t(state.isStopped ? 'planPage.proposal.stoppedEarly' : 'planPage.proposal.noneFound')}
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
              {leastImbalance > tolerance + 1e-9 &&
                ` ${t('planPage.proposal.outOfReach', { share: share(tolerance) })}`}
            </p>
          )}
          {leastMoved !== null && leastMoved >= 1 && (
            <p className={classes.soft}>
              {t('planPage.proposal.leastMoved', {
                share: share(tolerance),
                count: count(Math.ceil(leastMoved)),
              })}{' '}
              {fewest
                ? t('planPage.proposal.fewest', { count: count(Math.round(fewest.figures.moved)) })
                : t('planPage.proposal.noneWithin')}
            </p>
          )}
          <table className={classes.proposalTable}>
            <thead>
              <tr>
                <th scope="col">{t(`planPage.proposal.off.${state.balance}`)}</th>
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
                <tr key={proposal.loads.map(({ load }) => load).join() + i} data-shown={shown === proposal}>
                  <td title={t(`planPage.aim.${proposal.aim}`)}>
                    {`±${share(proposal.figures.imbalance)}`}
                    {proposal === fewest && (
                      <small className={classes.mark}>{t('planPage.proposal.fewestMark')}</small>
                    )}
                  </td>
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
