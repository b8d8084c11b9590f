/**
 * What a camera has written into a photo: when and where it was taken. Read before anything else is, as what is kept has
 * none of it. Cameras write the time of their own clock, most of them without a zone: then it is that of the office.
 */
import ExifReader from 'exifreader'

export interface PhotoEvidence {
  takenAt: string | null
  place: [lon: number, lat: number] | null
}

const NOTHING: PhotoEvidence = { takenAt: null, place: null }
/** Asia/Shanghai, which has no daylight saving. */
const OFFICE_OFFSET = '+08:00'
/** No digital photo is older. */
const EARLIEST = Date.parse('1990-01-01T00:00:00Z')

/** @param time  `YYYY:MM:DD HH:MM:SS` @param offset  `+08:00` */
function instantOf(time: string, offset: string | undefined): string | null {
  const found = /^(\d{4}):(\d{2}):(\d{2}) (\d{2}:\d{2}:\d{2})/.exec(time)
  if (!found) return null
  const [, year, month, day, clock] = found
  const zone = offset && /^[+-]\d{2}:\d{2}$/.test(offset) ? offset : OFFICE_OFFSET
  const at = Date.parse(`${year!}-${month!}-${day!}T${clock!}${zone}`)
  return at >= EARLIEST ? new Date(at).toISOString() : null
}

/** 0, 0 is what stands where there was no fix. */
function placeOf(lon: unknown, lat: unknown): PhotoEvidence['place'] {
  if (typeof lon !== 'number' || typeof lat !== 'number') return null
  if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90) || (lon === 0 && lat === 0)) return null
  return [round(lon), round(lat)]
}

/** To 1e-7 degree, as all places here. */
const round = (degrees: number): number => Math.round(degrees * 1e7) / 1e7

/** What stands in it; nothing where it holds nothing that can be read. */
export function photoEvidence(bytes: Buffer): PhotoEvidence {
  try {
    const tags = ExifReader.load(bytes, { expanded: true })
    const textOf = (name: string): string | undefined => {
      const tag = (tags.exif as Record<string, { description?: unknown } | undefined> | undefined)?.[name]
      return typeof tag?.description === 'string' ? tag.description : undefined
    }
    const time = textOf('DateTimeOriginal') ?? textOf('DateTimeDigitized')
    return {
      takenAt:
        time === undefined
          ? null
          : instantOf(time, textOf('OffsetTimeOriginal') ?? textOf('OffsetTimeDigitized')),
      place: placeOf(tags.gps?.Longitude, tags.gps?.Latitude),
    }
  } catch {
    // Metadata that cannot be read says nothing; the picture is read by itself.
    return NOTHING
  }
}
