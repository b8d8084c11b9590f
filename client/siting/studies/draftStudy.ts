/** The answer on the page as it would be kept. What was moved by the person is kept as moved. */
import { today } from '../../../shared/domain/dates.ts'
import type { SaveStudy, StudyAnswer } from '../../../shared/siting/sitingStudy.ts'
import { hashSiting, type SitingRun } from '../sitingEngine.ts'
import { askedNow } from './studyState.ts'

export interface DraftStudy {
  kind: string
  answer: Omit<StudyAnswer, 'method'>
  /** With the hash of what was asked; null where another question came. */
  whole: (name: string) => Promise<SaveStudy | null>
}

/** @param run  with an answer @returns null without one */
export function draftStudy(
  run: SitingRun,
  kind: string,
  counts: { isExact: boolean; isEstimate: boolean },
  at: string | undefined,
): DraftStudy | null {
  const { answered, answer: found, tried } = run
  if (!answered || !found) return null
  const shown = tried ?? found
  const answer: DraftStudy['answer'] = {
    aim: answered.aim,
    group: answered.group,
    minutes: answered.minutes,
    walker: answered.walker,
    sites: shown.sites.map(({ lon, lat, street, people, gained, load }) => ({
      lon,
      lat,
      street,
      people,
      gained,
      load: load ?? null,
    })),
    existing: answered.existing.length,
    capacity: answered.capacity ?? null,
    total: shown.total,
    insideBefore: shown.insideBefore,
    insideAfter: shown.insideAfter,
    meanBefore: shown.meanBefore,
    meanAfter: shown.meanAfter,
    furthestAfter: shown.furthestAfter,
    worstAfter: shown.worstAfter ?? null,
    unreached: shown.unreached,
    outOfReach: found.outOfReach,
    candidates: found.candidates,
    bestPossible: Number.isFinite(found.bestPossible) ? found.bestPossible : null,
    isProved: found.isProved && tried === null,
    isOwnChoice: tried !== null,
    byUnit: shown.byUnit,
    access: tried === null ? run.access : null,
    ...counts,
  }
  const asked = askedNow()
  const dataDate = at ?? today()
  return {
    kind,
    answer,
    whole: async (name) => {
      const hashed = await hashSiting(kind, dataDate)
      return (
        hashed && {
          name,
          kind,
          asked,
          answer: { ...answer, method: hashed.method },
          inputHash: hashed.hash,
          dataDate,
        }
      )
    },
  }
}
