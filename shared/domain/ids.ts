/**
 * Ids and codes are text, always: "12.1" is not "12.10", 18 digits stay 18 digits.
 * Branded, and made only by the schemas here, so that a facility's id cannot stand where a unit's code is meant.
 */
import { z } from 'zod'

const codeText = z
  .string()
  .trim()
  .min(1)
  .max(64)
  .regex(/^[^\s/\\%_*,'"<>]+$/u, 'code')
const idText = z.string().trim().min(1).max(128)

export const UnitCode = codeText.brand<'UnitCode'>()
export type UnitCode = z.infer<typeof UnitCode>
export const BuildingCode = idText.brand<'BuildingCode'>()
export type BuildingCode = z.infer<typeof BuildingCode>
export const ResidentId = idText.brand<'ResidentId'>()
export type ResidentId = z.infer<typeof ResidentId>
export const FacilityId = idText.brand<'FacilityId'>()
export type FacilityId = z.infer<typeof FacilityId>
export const IssueId = idText.brand<'IssueId'>()
export type IssueId = z.infer<typeof IssueId>
