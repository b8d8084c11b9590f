/** The office's letter to households that change grid. */
import {
  FIRST_LETTERS,
  type LetterLanguage,
  PlanLetter,
  type SavePlanLetter,
} from '../../../shared/plans/letter.ts'
import { appendAudit } from '../../access/audit.ts'
import type { Viewer } from '../../access/viewer.ts'
import type { App } from '../../app/app.ts'
import { transaction } from '../../db/database.ts'
import { setSetting } from '../../db/settings.ts'
import { row, sql } from '../../db/sql.ts'

const keyOf = (language: LetterLanguage): string => `plan.letter.${language}`

/** As the office wrote it, or as it came. */
export async function planLetter(app: App, language: LetterLanguage): Promise<PlanLetter> {
  const kept = await row<{ value: unknown }>(
    app.db.pool,
    sql`select value from setting where key = ${keyOf(language)}`,
  )
  const read = PlanLetter.safeParse(kept?.value)
  return read.success ? read.data : FIRST_LETTERS[language]
}

export async function savePlanLetter(
  app: App,
  viewer: Viewer,
  { language, letter }: SavePlanLetter,
): Promise<void> {
  await transaction(app.db, async (tx) => {
    await setSetting(tx, keyOf(language), letter)
    await appendAudit(tx, viewer, {
      action: 'planLetterChanged',
      subjectKind: 'letter',
      subjectId: language,
    })
  })
}
