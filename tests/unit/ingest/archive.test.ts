import { mkdirSync, readdirSync } from 'node:fs'
import { deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { crc32 } from '../../../server/ingest/archive/crc32.ts'
import { inspectZip, pointsOutside, unpackZip } from '../../../server/ingest/archive/readZip.ts'
import { makePointShp, makeZip, readSource, refusalOf, useFolder } from '../../fixtures/ingest/makeFiles.ts'

const folder = useFolder()
const SHP = makePointShp([[114, 30]])

/** Zeros packed a thousand to one. */
function bomb(megabytes: number): { packed: Uint8Array; bytes: number; crc: number } {
  const zeros = Buffer.alloc(megabytes * 1024 * 1024)
  return { packed: deflateRawSync(zeros, { level: 9 }), bytes: zeros.length, crc: crc32(zeros) }
}

describe('zip archives', () => {
  it.each([
    '../evil.shp',
    '/etc/evil.shp',
    'a/../../evil.shp',
    '..\\evil.shp',
    'C:\\evil.shp',
    'C:/evil.shp',
  ])('refuses the name %s', async (name) => {
    const refusal = await refusalOf(folder.write('a.zip', makeZip([{ name, data: SHP }])))
    expect(refusal.key).toBe('file.zipTraversal')
  })

  it('checks by the published checksum of 123456789', () => {
    expect(crc32(Buffer.from('123456789'))).toBe(0xcbf43926)
    expect(crc32(Buffer.from('6789'), crc32(Buffer.from('12345')))).toBe(0xcbf43926)
  })

  it('takes two dots inside a name for a name', () => {
    expect(pointsOutside('a..b/c.shp')).toBe(false)
  })

  it('refuses an archive that unpacks a thousand to one', async () => {
    const refusal = await refusalOf(
      folder.write('a.zip', makeZip([{ name: 'a.csv', data: SHP, deflated: bomb(32) }])),
    )
    expect(refusal).toMatchObject({ key: 'file.zipBomb', facts: { entry: 'a.csv' } })
  })

  it('refuses more in all than the limit, though each entry is modest', async () => {
    const data = Buffer.alloc(600, 'x')
    const zip = makeZip([1, 2, 3].map((n) => ({ name: `${n}.csv`, data })))
    const refusal = await refusalOf(folder.write('a.zip', zip), 'a.zip', { maxUnpackedBytes: 1000 })
    expect(refusal.key).toBe('file.zipBomb')
  })

  it('stops at the size an entry lies about', async () => {
    const zip = makeZip([{ name: 'a.csv', data: SHP, deflated: bomb(8), claimedBytes: 100 }])
    const refusal = await refusalOf(folder.write('a.zip', zip))
    expect(['file.badZip', 'file.zipBomb']).toContain(refusal.key)
  })

  it('refuses a password, an archive in an archive, and damage', async () => {
    expect(
      (
        await refusalOf(
          folder.write(
            'a.zip',
            makeZip([{ name: 'a.shp', data: SHP, flags: 1, claimedBytes: SHP.length - 12 }]),
          ),
        )
      ).key,
    ).toBe('file.encryptedZip')
    const inner = makeZip([{ name: 'a.shp', data: SHP }])
    expect(await refusalOf(folder.write('b.zip', makeZip([{ name: 'in.zip', data: inner }])))).toMatchObject({
      key: 'file.nestedZip',
      facts: { entry: 'in.zip' },
    })
    expect((await refusalOf(folder.write('c.zip', inner.subarray(0, inner.length - 30)))).key).toBe(
      'file.badZip',
    )
    const corrupt = Buffer.from(inner)
    corrupt.fill(0xff, 40, 60)
    expect((await refusalOf(folder.write('d.zip', corrupt))).key).toBe('file.badZip')
  })

  it('says what an archive without data holds instead', async () => {
    const zip = makeZip([{ name: 'photo.jpg', data: SHP }])
    expect(await refusalOf(folder.write('a.zip', zip))).toMatchObject({
      key: 'file.noShapefile',
      facts: { found: 'photo.jpg' },
    })
  })

  it('refuses more entries than anyone has', async () => {
    const zip = makeZip(
      Array.from({ length: 10_001 }, (_, i) => ({ name: `${i}.txt`, data: Buffer.alloc(0) })),
    )
    await expect(inspectZip(folder.write('a.zip', zip), 'a.zip')).rejects.toMatchObject({
      key: 'file.tooManyEntries',
    })
  })

  it('unpacks under names of its own, and only what is wanted', async () => {
    const zip = makeZip([
      { name: '__MACOSX/a.shp', data: SHP },
      { name: '数据/a.shp', data: SHP, flags: 0x800 },
      { name: '数据/a.PRJ', data: SHP, flags: 0x800 },
      { name: 'a.exe', data: SHP },
    ])
    const target = folder.path('target')
    mkdirSync(target)
    const entries = await unpackZip(folder.write('a.zip', zip), 'a.zip', target, (name) =>
      /\.(shp|prj)$/i.test(name),
    )
    expect(entries.map((entry) => entry.name)).toEqual(['数据/a.shp', '数据/a.PRJ'])
    expect(readdirSync(target).sort()).toEqual(['1.prj', '1.shp'])
  })

  it('leaves nothing behind, whether it opens or not', async () => {
    const temp = folder.path('temp')
    mkdirSync(temp)
    const options = { tempFolder: temp }
    await readSource(folder.write('a.zip', makeZip([{ name: 'a.shp', data: SHP }])), 'a.zip', options)
    await refusalOf(
      folder.write('b.zip', makeZip([{ name: 'a.shp', data: SHP.subarray(0, 50) }])),
      'b.zip',
      options,
    )
    expect(readdirSync(temp)).toEqual([])
  })

  it('reads a table that is alone in an archive', async () => {
    const { source, rows } = await readSource(
      folder.write('a.zip', makeZip([{ name: 'a.csv', data: Buffer.from('a,b\n1,2\n') }])),
    )
    expect(source.format).toBe('csv')
    expect(rows[0]!.values).toEqual({ a: '1', b: '2' })
  })
})
