/** Keeps what the tools of streets and blocks rest on: the worker while one is in hand, blocks of the plan as it stands. */
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { trpc } from '../../api/trpc.ts'
import { useStore, useStorePart } from '../../state/store.ts'
import { type Desk, stopLooking } from '../planDesk.ts'
import { toolStore } from '../planTools.ts'
import { closeGround, isGroundOpen, openGround } from './askGround.ts'
import { blockStore, changeBlocks, cutBlocks, forgetBlocks, pieceSizeStore } from './blockStore.ts'
import { forgetStreet } from './streetTool.ts'

const FOOTPRINTS_MILLISECONDS = 600_000

export function useGround({ id, work, isEditable }: Desk): void {
  const { tool, selected } = useStore(toolStore)
  const under = useStorePart(blockStore, ({ parent }) => parent)
  const network = useQuery(trpc.network.current.queryOptions()).data
  const demand = useQuery(trpc.circle.demand.queryOptions({})).data
  const hash = network === undefined ? undefined : (network?.hash ?? null)
  const isUsed = isEditable && (tool === 'street' || tool === 'block')
  useEffect(
    () => () => {
      closeGround()
      forgetBlocks()
      forgetStreet()
    },
    [hash, demand],
  )
  // After the one above: what was open for another network is closed by then.
  useEffect(() => {
    if (!isUsed || hash === undefined || !demand || isGroundOpen()) return
    const { lonLat, people } = demand
    openGround({
      network: hash,
      homes: {
        lonLat: Float64Array.from(lonLat),
        households: Float32Array.from(people.households),
        residents: Float32Array.from(people.residents),
      },
    })
    // Whoever comes back to a tool after a failure begins anew.
  }, [isUsed, tool, hash, demand])
  const parent = (selected === null ? under : work.grids.get(selected)?.parent) ?? null
  const size = useStore(pieceSizeStore)
  const isAsked = isUsed && tool === 'block'
  const footprints = useQuery(
    trpc.plan.footprints.queryOptions(
      { id },
      { enabled: isAsked && size === 'building', staleTime: FOOTPRINTS_MILLISECONDS },
    ),
  )
  const buildings = size === 'building' ? footprints.data : null
  const isReady = isAsked && hash !== undefined && demand !== undefined && buildings !== undefined
  useEffect(() => {
    if (isReady && parent !== null) void cutBlocks(work, parent, buildings)
  }, [isReady, work, parent, buildings, demand, hash])
  const hasFailed = size === 'building' && footprints.isError
  useEffect(() => {
    if (hasFailed) changeBlocks({ hasFailed })
  }, [hasFailed])
  // Whoever puts the tool down, or goes on with another grid, leaves nothing half done.
  useEffect(
    () => () => {
      if (tool !== 'street' && tool !== 'block') return
      forgetStreet()
      changeBlocks({ hovered: null, picked: null, swept: null, hasFailed: false })
      stopLooking()
    },
    [tool, selected],
  )
}
