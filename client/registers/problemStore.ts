/** The record that is worked on, those beside it in the list, and whether its place is being asked for. */
import type { LinkProblem } from '../../shared/domain/importing.ts'
import { createStore } from '../state/store.ts'

export const currentProblemStore = createStore<LinkProblem | null>(null)
export const listedProblemsStore = createStore<readonly LinkProblem[]>([])
export const movingProblemStore = createStore<LinkProblem | null>(null)
