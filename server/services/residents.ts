/** Residents as masked lists, and one value in clear for a purpose, with its trace. */
import type { z } from 'zod'
import { today } from '../../shared/domain/dates.ts'
import type { ResidentListInput, ResidentPage, RevealInput, Revealed } from '../../shared/domain/place.ts'
import { appendAudit } from '../access/audit.ts'
import type { Viewer } from '../access/viewer.ts'
import type { App } from '../app/app.ts'
import { Refusal } from '../app/refusal.ts'
import { asViewer, transaction } from '../db/database.ts'
import { residentPage } from '../db/lists.ts'
import { row, sql } from '../db/sql.ts'
import { pathOfUnit } from './unitScope.ts'

const COLUMN = { name: 'name_cipher', identityNumber: 'identity_cipher', phone: 'phone_cipher' } as const

export async function residents(
  app: App,
  viewer: Viewer,
  input: z.infer<typeof ResidentListInput>,
): Promise<z.infer<typeof ResidentPage>> {
  const day = input.at ?? today()
  const path = await pathOfUnit(app, input.unit, day)
  return asViewer(app.db, viewer, (tx) => residentPage(tx, day, path, input))
}

/**
 * One personal value in clear. The row is read as the viewer (their area decides), then the trace is written; no
 * value leaves when the trace cannot be written.
 */
export async function revealResident(
  app: App,
  viewer: Viewer,
  input: z.infer<typeof RevealInput>,
): Promise<z.infer<typeof Revealed>> {
  const found = await asViewer(app.db, viewer, (tx) =>
    row<{ sealed: Buffer | null; areaPath: string }>(
      tx,
      sql`select ${sql.raw(COLUMN[input.field])} as sealed, area_path as "areaPath" from resident where id = ${input.id}`,
    ),
  )
  if (!found) throw new Refusal('NOT_FOUND', 'resident.unknown')
  await transaction(app.db, (tx) =>
    appendAudit(tx, viewer, {
      action: 'reveal',
      subjectKind: 'resident',
      subjectId: input.id,
      fields: [input.field],
      purpose: input.purpose,
      note: input.note,
      areaPath: found.areaPath,
    }),
  )
  return { value: found.sealed === null ? null : app.vault.open(input.field, found.sealed) }
}
