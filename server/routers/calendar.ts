/** The office's calendar: whoever sees issues may look why they are due when they are; administrators of the office change it. */
import { z } from 'zod'
import { CalendarChange, CalendarYear, YearOfOffice } from '../../shared/calendar/officeDays.ts'
import { calendarYear, changeCalendar, previewCalendar } from '../services/desk/changeCalendar.ts'
import { officeProcedureFor, procedureFor, router } from './trpc.ts'

export const calendarRouter = router({
  year: procedureFor('issues.view')
    .input(z.object({ year: CalendarYear }))
    .output(YearOfOffice)
    .query(({ ctx, input }) => calendarYear(ctx.app, input.year)),
  /** What a change would move, told before it is made. */
  preview: officeProcedureFor('accounts.manage')
    .input(CalendarChange)
    .output(z.object({ moved: z.number() }))
    .query(({ ctx, input }) => previewCalendar(ctx.app, input)),
  change: officeProcedureFor('accounts.manage')
    .input(CalendarChange)
    .output(z.object({ moved: z.number() }))
    .mutation(({ ctx, input }) => changeCalendar(ctx.app, ctx.viewer, input)),
})
