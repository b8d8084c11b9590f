/**
 * Questions: how long is a photo of a phone worked on until it is kept; how long does it take to find photos like those
 * of one closing among all that were ever taken? Input: 12 megapixels, soft and as grainy as they come, by lot; 1,000,000
 * looks by lot, and the photos of one event. There is no peer; a whole scan of the looks is the other way.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { openApp } from '../../server/app/app.ts'
import { transaction } from '../../server/db/database.ts'
import { makeSeed } from '../../server/db/embedded/seed.ts'
import { samePhotos } from '../../server/db/closingSigns.ts'
import { row, run, sql } from '../../server/db/sql.ts'
import { photoEvidence } from '../../server/services/photos/photoEvidence.ts'
import { preparePicture } from '../../server/services/photos/preparePicture.ts'
import { SAME_LOOK_BITS } from '../../shared/issues/dHash.ts'
import { drawn, heicPhoto, withExif } from '../fixtures/pictures.ts'
import { machine, report, takeTurns } from './measure.ts'

const [WIDTH, HEIGHT] = [4000, 3000]
const PHOTOS = 1_000_000
const OWN = 9

console.log(machine())
const grainy = sharp({
  create: {
    width: WIDTH,
    height: HEIGHT,
    channels: 3,
    background: 'grey',
    noise: { type: 'gaussian', mean: 128, sigma: 30 },
  },
})
const files = {
  'soft JPEG': withExif(await drawn(1, WIDTH, HEIGHT).jpeg({ quality: 92 }).toBuffer(), {
    orientation: 6,
    time: '2026:11:29 10:00:00',
    lon: 114,
    lat: 30,
  }),
  'grainy JPEG': await grainy.clone().jpeg({ quality: 85 }).toBuffer(),
  'soft PNG': await drawn(1, WIDTH, HEIGHT).png({ compressionLevel: 3 }).toBuffer(),
  'small HEIC, the process included': heicPhoto(),
}
const megabytes = (bytes: Buffer): string => `${(bytes.length / 1e6).toFixed(1)} MB`
report(
  '12 megapixels made into what is kept',
  await takeTurns(
    Object.entries(files).map(([name, bytes]) => ({
      name: `${name}, ${megabytes(bytes)}`,
      run: () => preparePicture(bytes, name),
    })),
    5,
  ),
)
report(
  'what the camera wrote',
  await takeTurns([{ name: 'place and time', run: () => photoEvidence(files['soft JPEG']) }], 20),
)

const directory = mkdtempSync(join(tmpdir(), 'quarterhour-bench-'))
await makeSeed()
const app = await openApp({
  port: 0,
  host: '127.0.0.1',
  databaseUrl: undefined,
  dataDirectory: directory,
  trustProxy: false,
})
await transaction(app.db, async (tx) => {
  await run(
    tx,
    sql`insert into issue (id, class, subclass, description, address, reported_at, state, content_hash)
      values ('X', 'greening', 'streetTree', '', '', now(), 'new', '')`,
  )
  // The events themselves are not asked for.
  await run(tx, sql`set local session_replication_role = replica`)
  await run(
    tx,
    sql`insert into photo (hash, width, height, look, look_parts)
      select encode(sha256(n::text::bytea), 'hex'), 4, 3, look,
        array(select at * 8192 + substring(look from at * 13 + 1 for least(13, 64 - at * 13))::bit(13)::int
            >> (case when at = 4 then 1 else 0 end) from generate_series(0, 4) at)
      from (select n, ('x' || left(encode(sha256(('look' || n)::bytea), 'hex'), 16))::bit(64) as look
        from generate_series(1, ${PHOTOS}::int) n) a`,
  )
  await run(
    tx,
    sql`insert into issue_photo (event_id, position, issue_id, hash)
      select 1 + n / ${OWN}, n % ${OWN}, 'X', encode(sha256(n::text::bytea), 'hex') from generate_series(1, ${PHOTOS}::int) n`,
  )
})
await app.db.pool.query('analyze')
const last = String(1 + Math.floor(PHOTOS / OWN) - 1)
const scan = (): Promise<unknown> =>
  row(
    app.db.pool,
    sql`select count(*) as n from issue_photo own join photo a on a.hash = own.hash
      join photo b on bit_count(a.look # b.look) <= ${SAME_LOOK_BITS} where own.event_id = ${last}::bigint`,
  )
report(
  `photos like the ${String(OWN)} of one event, of ${PHOTOS.toLocaleString('en')}`,
  await takeTurns(
    [
      { name: 'by a common part', run: () => samePhotos(app.db.pool, 'X', [last]) },
      { name: 'all looked at', run: scan },
    ],
    3,
  ),
)
await app.close()
rmSync(directory, { recursive: true, force: true })
