import { describe, expect, it } from 'vitest'
import sharp from 'sharp'
import { Refusal } from '../../../../server/app/refusal.ts'
import { preparePicture } from '../../../../server/services/photos/preparePicture.ts'
import { bitsApart, SAME_LOOK_BITS } from '../../../../shared/issues/dHash.ts'
import { PHOTO_PIXELS, PHOTO_SMALL_PIXELS } from '../../../../shared/issues/photos.ts'
import { drawn, drawnCopy, drawnJpeg, heicPhoto, hugePng, withExif } from '../../../fixtures/pictures.ts'

const refusal = async (bytes: Buffer): Promise<{ key: string; facts: Record<string, string | number> }> => {
  try {
    await preparePicture(bytes, 'x.jpg')
    return { key: 'taken', facts: {} }
  } catch (error) {
    if (error instanceof Refusal) return { key: error.key, facts: error.facts }
    throw error
  }
}

describe('what is kept of a photo', () => {
  it('is a JPEG of the longest side, and a small one', async () => {
    const { width, height, large, small } = await preparePicture(await drawnJpeg(1, {}, 4000, 3000), 'x.jpg')
    expect([width, height]).toEqual([PHOTO_PIXELS, 1536])
    expect(await sharp(large).metadata()).toMatchObject({ format: 'jpeg', width, height })
    expect(await sharp(small).metadata()).toMatchObject({
      format: 'jpeg',
      width: PHOTO_SMALL_PIXELS,
      height: 240,
    })
  })

  it('is no larger than it was', async () => {
    expect(await preparePicture(await drawnJpeg(1, {}, 200, 100), 'x.jpg')).toMatchObject({
      width: 200,
      height: 100,
    })
  })

  it('stands upright, and has nothing written into it', async () => {
    // Left half white, right half black; turned by a quarter, white is on top.
    const halves = await sharp({ create: { width: 80, height: 40, channels: 3, background: 'black' } })
      .composite([
        {
          input: { create: { width: 40, height: 40, channels: 3, background: 'white' } },
          left: 0,
          top: 0,
        },
      ])
      .jpeg()
      .toBuffer()
    const { width, height, large } = await preparePicture(
      withExif(halves, { orientation: 6, time: '2026:11:30 10:00:00', lon: 114, lat: 30 }),
      'x.jpg',
    )
    expect([width, height]).toEqual([40, 80])
    const { data } = await sharp(large).greyscale().raw().toBuffer({ resolveWithObject: true })
    expect(data[5 * 40 + 20]).toBeGreaterThan(200)
    expect(data[75 * 40 + 20]).toBeLessThan(50)
    const { exif, icc, xmp, iptc, orientation } = await sharp(large).metadata()
    expect([exif, icc, xmp, iptc, orientation]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ])
    expect(large.includes('Exif')).toBe(false)
  })

  it('is made of PNG, WebP and AVIF as well, transparent parts white', async () => {
    const clear = sharp({
      create: { width: 40, height: 30, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    })
    const { large } = await preparePicture(await clear.png().toBuffer(), 'x.png')
    expect((await sharp(large).greyscale().raw().toBuffer())[0]).toBe(255)
    for (const kind of ['webp', 'avif'] as const)
      expect(await preparePicture(await drawn(4, 64, 48)[kind]().toBuffer(), 'x')).toMatchObject({
        width: 64,
        height: 48,
      })
  })

  it('is made of HEIC in a process of its own, which says no to one that is cut off', async () => {
    const heic = await preparePicture(heicPhoto(), 'x.heic')
    expect([heic.width, heic.height]).toEqual([320, 240])
    const jpeg = await preparePicture(await drawnJpeg(77, {}, 320, 240), 'x.jpg')
    expect(bitsApart(heic.look, jpeg.look)).toBeLessThanOrEqual(SAME_LOOK_BITS)
    expect(await refusal(heicPhoto().subarray(0, 1200))).toEqual({
      key: 'photo.broken',
      facts: { file: 'x.jpg', kind: 'HEIC' },
    })
    // Told by its size before anything is unpacked.
    const huge = heicPhoto()
    const at = huge.indexOf('ispe') + 8
    huge.writeUInt32BE(60_000, at)
    huge.writeUInt32BE(60_000, at + 4)
    expect(['photo.tooManyPixels', 'photo.broken']).toContain((await refusal(huge)).key)
  })

  it('looks the same when it was made smaller and packed again, and like no other', async () => {
    const looks = await Promise.all(
      [11, 12, 13].map(async (seed) => preparePicture(await drawnJpeg(seed), 'x')),
    )
    for (const [index, seed] of [11, 12, 13].entries()) {
      const copy = await drawnCopy(seed, 300)
      const { look } = await preparePicture(copy, 'x')
      expect(bitsApart(look, looks[index]!.look)).toBeLessThanOrEqual(SAME_LOOK_BITS)
    }
    expect(bitsApart(looks[0]!.look, looks[1]!.look)).toBeGreaterThan(3 * SAME_LOOK_BITS)
    expect(bitsApart(looks[1]!.look, looks[2]!.look)).toBeGreaterThan(3 * SAME_LOOK_BITS)
  })

  it('is nothing of a file that is none, is cut off, or unpacks to too much', async () => {
    expect(await refusal(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'))).toEqual({
      key: 'photo.notPicture',
      facts: { file: 'x.jpg', found: 'SVG / XML' },
    })
    const whole = await drawnJpeg(5)
    expect((await refusal(whole.subarray(0, whole.length / 2))).key).toBe('photo.broken')
    expect((await refusal(whole.subarray(0, 40))).key).toBe('photo.broken')
    expect((await refusal(Buffer.concat([whole.subarray(0, 2000), Buffer.alloc(3000)]))).key).toBe(
      'photo.broken',
    )
    const png = await drawn(5).png().toBuffer()
    expect((await refusal(png.subarray(0, png.length - 5000))).key).toBe('photo.broken')
    expect(await refusal(hugePng(60_000, 60_000))).toEqual({
      key: 'photo.tooManyPixels',
      facts: { file: 'x.jpg', width: 60_000, height: 60_000, most: 65 },
    })
    // Says little and unpacks to less than it says.
    expect((await refusal(hugePng(8_000, 8_000))).key).toBe('photo.broken')
  })
})
