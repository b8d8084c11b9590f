/** Looks at, tries and imports what a person has uploaded. */
import { basename } from 'node:path'
import type { z } from 'zod'
import type { AxisOrder, ImportChoice, Inspected } from '../../../shared/domain/importing.ts'
import { seesEverything, type Viewer } from '../../access/viewer.ts'
import type { App } from '../../app/app.ts'
import { Refusal } from '../../app/refusal.ts'
import { UnreadableFile } from '../../ingest/readers/types.ts'
import { uploadPath } from '../uploads.ts'
import type { Choice } from './choice.ts'
import { importFile } from './importFile.ts'
import { inspectFile } from './inspectFile.ts'

/** Whoever keeps the roster of a part of the street brings in rosters and nothing else. */
const isForRosterAlone = (viewer: Viewer): boolean =>
  !viewer.permissions.has('data.import') || !seesEverything(viewer)

export async function inspectUpload(
  app: App,
  viewer: Viewer,
  input: {
    uploadId: string
    encoding?: string
    headerRows?: 1 | 2
    crs?: string
    axisOrder?: AxisOrder
    as?: Choice['as']
    lon?: string
    lat?: string
  },
): Promise<Inspected> {
  const upload = uploadPath(app, viewer, input.uploadId)
  const options = isForRosterAlone(viewer) ? { ...input, as: 'roster' as const } : input
  const inspected = await inspectFile(app, upload.path, basename(upload.path), options).catch(
    (error: unknown) => {
      if (!(error instanceof UnreadableFile)) throw error
      throw new Refusal('BAD_REQUEST', error.key, { ...error.facts, file: error.file })
    },
  )
  return { ...inspected, uploadId: input.uploadId, bytes: upload.bytes }
}

/** Starts the job of a dry run or an import. @returns its id @throws Refusal where it is not theirs to bring in */
export function importUpload(
  app: App,
  viewer: Viewer,
  input: z.infer<typeof ImportChoice> & { accept: boolean },
): string {
  const { uploadId, accept, ...choice } = input
  if (choice.as === 'roster' && !viewer.permissions.has('duty.manage'))
    throw new Refusal('FORBIDDEN', 'access.refused', { permission: 'duty.manage' })
  if (choice.as !== 'roster' && isForRosterAlone(viewer))
    throw new Refusal('FORBIDDEN', 'access.refused', { permission: 'data.import' })
  const upload = uploadPath(app, viewer, uploadId)
  return app.jobs.start(accept ? 'import' : 'dryRun', viewer.accountId, (control) =>
    importFile(app, {
      path: upload.path,
      file: basename(upload.path),
      choice,
      isDryRun: !accept,
      importedBy: viewer,
      control,
      rejectedFile: upload.rejectedFile,
    }),
  )
}
