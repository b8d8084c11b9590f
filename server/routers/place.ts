/** Lists, cards and points of buildings, facilities and residents. All run as the viewer. */
import { z } from 'zod'
import { today } from '../../shared/domain/dates.ts'
import {
  BuildingDetail,
  BuildingListInput,
  BuildingPage,
  FacilityListInput,
  FacilityPage,
  FacilityPoints,
  FacilityRow,
  ResidentListInput,
  ResidentPage,
  RevealInput,
  Revealed,
} from '../../shared/domain/place.ts'
import { Day } from '../../shared/domain/dates.ts'
import { buildingCard, buildingCards } from '../services/buildings.ts'
import { facilities, facilityCard, facilityPointArrays } from '../services/facilities.ts'
import { residents, revealResident } from '../services/residents.ts'
import { procedureFor, router } from './trpc.ts'

const mapProcedure = procedureFor('map.view')

const IdAtInput = z.object({ id: z.string().min(1).max(128), at: Day.optional() })

export const buildingRouter = router({
  show: mapProcedure
    .input(z.object({ code: z.string().min(1).max(128), at: Day.optional() }))
    .output(BuildingDetail)
    .query(({ ctx, input }) => buildingCard(ctx.app, ctx.viewer, input.code, input.at ?? today())),
  list: mapProcedure
    .input(BuildingListInput)
    .output(BuildingPage)
    .query(({ ctx, input }) => buildingCards(ctx.app, ctx.viewer, input)),
})

export const facilityRouter = router({
  show: mapProcedure
    .input(IdAtInput)
    .output(FacilityRow)
    .query(({ ctx, input }) => facilityCard(ctx.app, ctx.viewer, input.id, input.at ?? today())),
  list: mapProcedure
    .input(FacilityListInput)
    .output(FacilityPage)
    .query(({ ctx, input }) => facilities(ctx.app, ctx.viewer, input)),
  points: mapProcedure
    .input(z.object({ at: Day.optional() }))
    .output(FacilityPoints)
    .query(({ ctx, input }) => facilityPointArrays(ctx.app, ctx.viewer, input.at ?? today())),
})

export const residentRouter = router({
  list: procedureFor('residents.view')
    .input(ResidentListInput)
    .output(ResidentPage)
    .query(({ ctx, input }) => residents(ctx.app, ctx.viewer, input)),
  reveal: procedureFor('residents.reveal')
    .input(RevealInput)
    .output(Revealed)
    .mutation(({ ctx, input }) => revealResident(ctx.app, ctx.viewer, input)),
})
