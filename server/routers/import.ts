/** Importing through the page. Files come by `POST /upload`; everything after that is here. */
import { z } from 'zod'
import { AxisOrder, ImportChoice, ImportKind, Inspected, JobStatus } from '../../shared/domain/importing.ts'
import { importFields } from '../ingest/importers/fieldTargets.ts'
import { importUpload, inspectUpload } from '../services/imports/importUpload.ts'
import { recentImports, ImportRecord } from '../db/imports.ts'
import { officeProcedureFor, procedureFor, router } from './trpc.ts'

/** A file holds rows of any place, and rows are replaced by their ids. */
const procedure = officeProcedureFor('data.import')

const Targets = z.record(ImportKind, z.array(z.object({ target: z.string(), isRequired: z.boolean() })))
const InspectInput = z.object({
  uploadId: z.uuid(),
  encoding: z.string().max(40).optional(),
  headerRows: z.union([z.literal(1), z.literal(2)]).optional(),
  crs: z.string().max(4000).optional(),
  axisOrder: AxisOrder.optional(),
  /** Suggestions for this kind of data instead of the likeliest. */
  as: ImportKind.optional(),
  /** Columns of the place, both or neither. */
  lon: z.string().max(1000).optional(),
  lat: z.string().max(1000).optional(),
})
const StartInput = ImportChoice.extend({ accept: z.boolean() })
const JobInput = z.object({ jobId: z.string() })

export const importRouter = router({
  /** The targets that each kind of data has. */
  targets: procedure.output(Targets).query(() => importFields()),
  inspect: procedure
    .input(InspectInput)
    .output(Inspected)
    .query(({ ctx, input }) => inspectUpload(ctx.app, ctx.viewer, input)),
  /** Starts a dry run or, with `accept`, the import itself; both are jobs. */
  start: procedure
    .input(StartInput)
    .output(JobInput)
    .mutation(({ ctx, input }) => ({ jobId: importUpload(ctx.app, ctx.viewer, input) })),
  job: procedure
    .input(JobInput)
    .output(JobStatus)
    .query(({ ctx, input }) => ctx.app.jobs.status(input.jobId, ctx.viewer.accountId)),
  cancel: procedure
    .input(JobInput)
    .mutation(({ ctx, input }) => ctx.app.jobs.cancel(input.jobId, ctx.viewer.accountId)),
  recent: procedure.output(z.array(ImportRecord)).query(({ ctx }) => recentImports(ctx.app.db.pool)),
})

/** Rows for one's own area, and of the roster alone: what else a file may hold is refused. */
const rosterProcedure = procedureFor('duty.manage')

/** The same for whoever keeps the roster of an area. */
export const rosterImportRouter = router({
  targets: rosterProcedure.output(Targets).query(() => importFields()),
  inspect: rosterProcedure
    .input(InspectInput)
    .output(Inspected)
    .query(({ ctx, input }) => inspectUpload(ctx.app, ctx.viewer, input)),
  start: rosterProcedure
    .input(StartInput)
    .output(JobInput)
    .mutation(({ ctx, input }) => ({ jobId: importUpload(ctx.app, ctx.viewer, input) })),
  job: rosterProcedure
    .input(JobInput)
    .output(JobStatus)
    .query(({ ctx, input }) => ctx.app.jobs.status(input.jobId, ctx.viewer.accountId)),
  cancel: rosterProcedure
    .input(JobInput)
    .mutation(({ ctx, input }) => ctx.app.jobs.cancel(input.jobId, ctx.viewer.accountId)),
})
