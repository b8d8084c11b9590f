/** Sends the file that a plan begins from; a shapefile comes as several. */
import { say, translate } from '../i18n/i18n.ts'

/** A file that was not taken, with the reason in words. */
export class NotTaken extends Error {}

/** @throws NotTaken */
export async function uploadForPlan(files: readonly File[]): Promise<string> {
  const form = new FormData()
  for (const file of files) form.append('file', file, file.name)
  let answer: { uploadId?: string; key?: string; facts?: Record<string, string | number> } = {}
  try {
    answer = (await (await fetch('/upload/plan', { method: 'POST', body: form })).json()) as typeof answer
  } catch {
    throw new NotTaken(translate('planImport.uploadFailed'))
  }
  if (answer.uploadId) return answer.uploadId
  throw new NotTaken((answer.key && say(answer.key, answer.facts)) ?? translate('planImport.uploadFailed'))
}
