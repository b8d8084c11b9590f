/** Grids before and after a plan, by code: their names and who looks after them. */
import { personText, type PlanMoves } from '../../../shared/plans/planMoves.ts'
import { translate, wordFor } from '../../i18n/i18n.ts'

type Grid = PlanMoves['grids'][number]

export interface Grids {
  nameOf: (code: string | null) => string
  communityOf: (code: string | null) => string
  /** Names with their roles; a dash where nobody is known. */
  carers: (code: string | null, when: 'before' | 'after') => string
  find: (code: string | null) => Grid | undefined
}

export interface TabProps {
  plan: { id: string; name: string; publishOn: string | null }
  moves: PlanMoves
  grids: Grids
}

export function gridsOf({ grids }: PlanMoves): Grids {
  const byCode = new Map(grids.map((grid) => [grid.code, grid]))
  const find = (code: string | null): Grid | undefined => (code === null ? undefined : byCode.get(code))
  return {
    find,
    nameOf: (code) => find(code)?.name ?? code ?? translate('planPage.unassigned'),
    communityOf: (code) => find(code)?.community ?? '',
    carers: (code, when) =>
      find(code)
        ?.[when].map((carer) => `${wordFor('assignment', carer.role)} ${personText(carer)}`)
        .join(translate('planPublish.join')) || translate('planPublish.nobody'),
  }
}
