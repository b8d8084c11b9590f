/** What a service point is called where its source gives no name: by its kind, else by the id of its row. */
import { facilityKindName } from '../i18n/vocabulary.ts'
import type { CircleState } from './circleState.ts'

export const pointName = ({ id, name }: { id: string; name: string }, { subject }: CircleState): string =>
  name || (subject?.from === 'kind' ? facilityKindName(subject.kind) : id)
