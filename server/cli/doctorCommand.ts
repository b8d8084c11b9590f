/** `doctor`: what this installation is, and whether it is sound. */
import { statfsSync } from 'node:fs'
import { dayAt } from '../../shared/domain/dates.ts'
import type { App } from '../app/app.ts'
import { VERSION } from '../app/version.ts'
import { brokenAuditRows } from '../access/audit.ts'
import { linkTotals } from '../db/linkTotals.ts'
import { networkInForce } from '../db/networks.ts'
import { row, sql } from '../db/sql.ts'
import { type Words, allowOnly } from './arguments.ts'
import type { CommandAnswer } from './commands.ts'

interface Check {
  name: string
  isSound: boolean
  found: string
}

const LEAST_FREE_BYTES = 500 * 1024 * 1024

/** The store of photos, where it is elsewhere: something is written there, read again and dropped. */
async function photoStoreCheck(app: App): Promise<Check[]> {
  if (!app.photos.check || !app.config.s3) return []
  const { endpoint, bucket } = app.config.s3
  const started = Date.now()
  try {
    await app.photos.check()
    return [
      {
        name: 'photos',
        isSound: true,
        found: `${endpoint}/${bucket} keeps them, ${Date.now() - started} ms`,
      },
    ]
  } catch (error) {
    return [{ name: 'photos', isSound: false, found: `${endpoint}/${bucket}: ${(error as Error).message}` }]
  }
}

export async function doctorCommand(app: App, words: Words): Promise<CommandAnswer> {
  allowOnly(words, 0, [], [])
  const started = Date.now()
  const versions = await row<{ postgres: string; postgis: string }>(
    app.db.pool,
    sql`select current_setting('server_version') as postgres, postgis_lib_version() as postgis`,
  )
  const milliseconds = Date.now() - started
  const disk = statfsSync(app.config.dataDirectory)
  const freeBytes = disk.bavail * disk.bsize
  const broken = await brokenAuditRows(app.db.pool)
  const invalid = (await row<{ count: number }>(
    app.db.pool,
    sql`select count(*) as count from unit_version where valid_to is null and not st_isvalid(boundary)`,
  ))!.count
  const links = await linkTotals(app.db.pool)
  const unlinked = Object.values(links).reduce((sum, totals) => sum + totals.unlinked, 0)
  const network = await networkInForce(app.db.pool)
  const checks: Check[] = [
    { name: 'node', isSound: true, found: process.version },
    {
      name: 'database',
      isSound: true,
      found: `${app.db.kind}, PostgreSQL ${versions!.postgres}, PostGIS ${versions!.postgis}, answers in ${milliseconds} ms`,
    },
    {
      name: 'disk',
      isSound: freeBytes > LEAST_FREE_BYTES,
      found: `${Math.round(freeBytes / 1e6).toLocaleString('en')} MB free`,
    },
    {
      name: 'audit log',
      isSound: broken.length === 0,
      found: broken.length === 0 ? 'the chain is whole' : `${broken.length} broken rows`,
    },
    {
      name: 'boundaries',
      isSound: invalid === 0,
      found: invalid === 0 ? 'all valid' : `${invalid} invalid boundaries in force`,
    },
    { name: 'links', isSound: true, found: `${unlinked.toLocaleString('en')} things without a unit` },
    {
      name: 'network',
      isSound: true,
      found: network
        ? `${network.hash.slice(0, 12)}, ${network.report.nodes.toLocaleString('en')} nodes, put in force on ${dayAt(new Date(network.importedAt))}`
        : 'none imported yet',
    },
    ...(await photoStoreCheck(app)),
  ]
  const isSound = checks.every((check) => check.isSound)
  return {
    document: { version: VERSION, isSound, checks },
    lines: [
      `Quarterhour ${VERSION}`,
      ...checks.map(
        ({ name, isSound: good, found }) => `${good ? 'ok ' : 'BAD'} ${name.padEnd(10)} ${found}`,
      ),
    ],
    exitCode: isSound ? 0 : 1,
  }
}
