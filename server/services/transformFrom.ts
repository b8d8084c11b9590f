/** The transform from a coordinate system that a person, or a file, named. */
import { Refusal } from '../app/refusal.ts'
import { makeTransform, type Transform } from '../ingest/crs/makeTransform.ts'

/** @throws Refusal when no such system is known */
export function transformFrom(crs: string): Transform {
  try {
    return makeTransform(crs)
  } catch (error) {
    if (error instanceof RangeError) throw new Refusal('BAD_REQUEST', 'import.crsUnknown', { crs })
    throw error
  }
}
