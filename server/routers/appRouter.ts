/** All procedures, one router for each part of the domain. */
import { z } from 'zod'
import { DemandColumns, DemandInput } from '../../shared/circles/circleInput.ts'
import { SearchHit, SearchInput } from '../../shared/domain/place.ts'
import { ServiceRadiusAnswer, ServiceRadiusInput } from '../../shared/domain/serviceRadius.ts'
import { demandColumns } from '../services/circleDemand.ts'
import { search } from '../services/search.ts'
import { serviceRadius } from '../services/serviceRadius.ts'
import { SystemStatus, systemStatus } from '../services/systemStatus.ts'
import { accountRouter, auditRouter } from './account.ts'
import { calendarRouter } from './calendar.ts'
import { dutyRouter } from './duty.ts'
import { importRouter, rosterImportRouter } from './import.ts'
import { linkRouter } from './link.ts'
import { mutualRouter } from './mutual.ts'
import { networkRouter } from './network.ts'
import { noticeRouter } from './notice.ts'
import { opinionRouter } from './opinion.ts'
import { planRouter } from './plan.ts'
import { reviewRouter } from './review.ts'
import { issueRouter } from './issue.ts'
import { liveRouter } from './live.ts'
import { buildingRouter, facilityRouter, residentRouter } from './place.ts'
import { scenarioRouter } from './scenario.ts'
import { sitingRouter } from './siting.ts'
import { sessionRouter } from './session.ts'
import { procedureFor, router } from './trpc.ts'
import { unitRouter } from './unit.ts'
import { workRouter } from './work.ts'
import { wallRouter } from './wall.ts'

export const appRouter = router({
  session: sessionRouter,
  unit: unitRouter,
  building: buildingRouter,
  facility: facilityRouter,
  issue: issueRouter,
  work: workRouter,
  mutual: mutualRouter,
  resident: residentRouter,
  search: router({
    find: procedureFor('map.view')
      .input(SearchInput)
      .output(z.array(SearchHit))
      .query(({ ctx, input }) => search(ctx.app, ctx.viewer, input)),
  }),
  circle: router({
    serviceRadius: procedureFor('map.view')
      .input(ServiceRadiusInput)
      .output(ServiceRadiusAnswer)
      .query(({ ctx, input }) => serviceRadius(ctx.app, ctx.viewer, input)),
    demand: procedureFor('map.view')
      .input(DemandInput)
      .output(DemandColumns)
      .query(({ ctx, input }) => demandColumns(ctx.app, ctx.viewer, input.at)),
  }),
  network: networkRouter,
  scenario: scenarioRouter,
  siting: sitingRouter,
  plan: planRouter,
  review: reviewRouter,
  opinion: opinionRouter,
  import: importRouter,
  rosterImport: rosterImportRouter,
  link: linkRouter,
  calendar: calendarRouter,
  duty: dutyRouter,
  account: accountRouter,
  audit: auditRouter,
  notice: noticeRouter,
  wall: wallRouter,
  system: router({
    status: procedureFor('map.view')
      .output(SystemStatus)
      .query(({ ctx }) => systemStatus(ctx.app)),
  }),
  live: liveRouter,
})

export type AppRouter = typeof appRouter
