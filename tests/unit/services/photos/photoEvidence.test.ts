import { beforeAll, describe, expect, it } from 'vitest'
import { photoEvidence } from '../../../../server/services/photos/photoEvidence.ts'
import { drawn, drawnJpeg, exifBlock, heicPhoto, type Taken, withExif } from '../../../fixtures/pictures.ts'

let plain: Buffer
beforeAll(async () => {
  plain = await drawn(1, 32, 24).jpeg().toBuffer()
})
const read = (taken: Taken) => photoEvidence(withExif(plain, taken))

describe('what a camera has written', () => {
  it('is place and time, with the zone of the camera or that of the office', () => {
    expect(read({ time: '2026:11:30 10:15:20', offset: '+09:00', lon: 114.005, lat: 30.005 })).toEqual({
      takenAt: '2026-11-30T01:15:20.000Z',
      place: [114.005, 30.005],
    })
    expect(read({ time: '2026:11:30 10:15:20' })).toEqual({
      takenAt: '2026-11-30T02:15:20.000Z',
      place: null,
    })
  })

  it('is south and west with their signs', () => {
    expect(read({ lon: -70.6693, lat: -33.4489 }).place).toEqual([-70.6693, -33.4489])
  })

  it('is nothing where there is nothing, or no fix', () => {
    expect(photoEvidence(plain)).toEqual({ takenAt: null, place: null })
    expect(read({ lon: 0, lat: 0 })).toEqual({ takenAt: null, place: null })
    expect(read({ time: '0000:00:00 00:00:00' }).takenAt).toBeNull()
    expect(read({ time: '2026:13:45 99:00:00' }).takenAt).toBeNull()
    expect(read({ time: '1970:01:01 08:00:00' }).takenAt).toBeNull()
  })

  it('is read from PNG and WebP as well', async () => {
    const taken = { IFD0: {}, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '30/1 0/1 18/1' } }
    const more = { ...taken.IFD3, GPSLongitudeRef: 'E', GPSLongitude: '114/1 0/1 18/1' }
    for (const kind of ['png', 'webp'] as const) {
      const bytes = await drawn(2, 32, 24).withExif({ IFD3: more })[kind]().toBuffer()
      expect(photoEvidence(bytes).place).toEqual([114.005, 30.005])
    }
  })

  it('is read from HEIC', () => {
    expect(photoEvidence(heicPhoto())).toEqual({
      takenAt: '2026-11-29T02:00:00.000Z',
      place: [114.005, 30.005],
    })
  })

  it('is nothing where the block is damaged, whichever byte is cut or turned', async () => {
    const whole = await drawnJpeg(3, { time: '2026:11:30 10:15:20', lon: 114, lat: 30 }, 32, 24)
    const length = exifBlock({ time: '2026:11:30 10:15:20', lon: 114, lat: 30 }).length
    for (let at = 0; at < length + 12; at++) {
      const turned = Buffer.from(whole)
      turned[at] = turned[at]! ^ 0xff
      for (const bytes of [turned, whole.subarray(0, at)]) {
        const { takenAt, place } = photoEvidence(bytes)
        expect(takenAt === null || !Number.isNaN(Date.parse(takenAt))).toBe(true)
        expect(place === null || (Math.abs(place[0]) <= 180 && Math.abs(place[1]) <= 90)).toBe(true)
      }
    }
  })
})
