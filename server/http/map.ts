/** What the map draws: boundaries as GeoJSON, the base map and buildings as vector tiles. Cached by revision. */
import type { FastifyInstance, FastifyReply } from 'fastify'
import { Day, today } from '../../shared/domain/dates.ts'
import type { App } from '../app/app.ts'
import { Refusal } from '../app/refusal.ts'
import { boundariesAsJson } from '../db/units.ts'
import { TileMaker, isTileLayer } from '../services/tiles.ts'
import { answerRefusal, requireViewer, requireViewerOrWall } from './signedIn.ts'

/** An address that holds the revision may be kept: another revision is another address. */
const cached = (reply: FastifyReply, hasRevision: boolean): FastifyReply =>
  reply
    .header('cache-control', hasRevision ? 'private, max-age=86400, immutable' : 'private, no-cache')
    // What one person may see, the next one at the same computer may not: another session is another answer.
    .header('vary', 'cookie')

function dayFrom(text: string | undefined): string {
  if (text === undefined || text === '') return today()
  if (!Day.safeParse(text).success) throw new Refusal('BAD_REQUEST', 'input.invalid', { at: text })
  return text
}

export function mapRoutes(server: FastifyInstance, app: App): void {
  const tiles = new TileMaker(app)
  server.get<{ Querystring: { at?: string; rev?: string } }>('/map/units.geojson', async (request, reply) => {
    try {
      await requireViewerOrWall(app, request, 'map.view')
      const units = await boundariesAsJson(app.db.pool, dayFrom(request.query.at))
      const features = units.map(
        ({ geometry, ...properties }) =>
          `{"type":"Feature","properties":${JSON.stringify(properties)},"geometry":${geometry}}`,
      )
      return cached(reply, request.query.rev !== undefined)
        .type('application/geo+json')
        .send(`{"type":"FeatureCollection","features":[${features.join(',')}]}`)
    } catch (error) {
      return answerRefusal(reply, error)
    }
  })
  server.get<{
    Params: { layer: string; z: string; x: string; y: string }
    Querystring: { at?: string; rev?: string }
  }>('/tiles/:layer/:z/:x/:y.mvt', async (request, reply) => {
    try {
      const { layer } = request.params
      // Buildings have names and addresses: not for a wall.
      const viewer = await (layer === 'basemap' ? requireViewerOrWall : requireViewer)(
        app,
        request,
        'map.view',
      )
      const [z, x, y] = [request.params.z, request.params.x, request.params.y].map(Number) as [
        number,
        number,
        number,
      ]
      const isTile =
        [z, x, y].every((part) => Number.isInteger(part) && part >= 0) && z <= 22 && x < 2 ** z && y < 2 ** z
      if (!isTileLayer(layer) || !isTile) throw new Refusal('NOT_FOUND', 'tile.unknown')
      const tile = await tiles.tile(layer, z, x, y, dayFrom(request.query.at), viewer)
      cached(reply, request.query.rev !== undefined)
      if (tile === null) return await reply.code(204).send()
      return await reply.type('application/vnd.mapbox-vector-tile').send(tile)
    } catch (error) {
      return answerRefusal(reply, error)
    }
  })
}
