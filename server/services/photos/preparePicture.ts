/**
 * Makes of a photo what is kept of it: a JPEG that stands upright, no longer than `PHOTO_PIXELS`, and a small one. All
 * that the file held beside the picture is gone. A file that unpacks to more than the limit is refused by its head.
 */
import sharp, { type Sharp } from 'sharp'
import { dHash, LOOK_HEIGHT, LOOK_SQUARE, LOOK_WIDTH, squareMeans } from '../../../shared/issues/dHash.ts'
import { PHOTO_LIMIT_PIXELS, PHOTO_PIXELS, PHOTO_SMALL_PIXELS } from '../../../shared/issues/photos.ts'
import { Refusal } from '../../app/refusal.ts'
import { atMost } from './atMost.ts'
import { heicPixels } from './heicPixels.ts'
import { type PictureKind, pictureKind } from './pictureKind.ts'

export interface Picture {
  width: number
  height: number
  large: Buffer
  small: Buffer
  /** `dHash` of it. */
  look: string
}

const SECONDS = 30
const QUALITY = 82
const SMALL_QUALITY = 72

/** One unpacked picture may take hundreds of megabytes. */
const inTurn = atMost(2)

function requirePixels(file: string, width: number, height: number): void {
  if (width * height > PHOTO_LIMIT_PIXELS)
    throw new Refusal('BAD_REQUEST', 'photo.tooManyPixels', {
      file,
      width,
      height,
      most: PHOTO_LIMIT_PIXELS / 1e6,
    })
}

/** The picture, still packed, its size known to be one that can be unpacked. */
async function opened(bytes: Buffer, kind: PictureKind, file: string): Promise<Sharp> {
  if (kind === 'heic') {
    const { width, height, data } = await heicPixels(bytes, (size) =>
      requirePixels(file, size.width, size.height),
    )
    return sharp(data, { raw: { width, height, channels: 4 } })
  }
  const { width, height } = await sharp(bytes, { limitInputPixels: false }).metadata()
  requirePixels(file, width, height)
  // The first picture of a moving one.
  return sharp(bytes, { limitInputPixels: PHOTO_LIMIT_PIXELS, failOn: 'error', pages: 1 }).autoOrient()
}

async function made(image: Sharp): Promise<Picture> {
  const { data: large, info } = await image
    .resize({ width: PHOTO_PIXELS, height: PHOTO_PIXELS, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: QUALITY })
    .timeout({ seconds: SECONDS })
    .toBuffer({ resolveWithObject: true })
  const small = await sharp(large)
    .resize({
      width: PHOTO_SMALL_PIXELS,
      height: PHOTO_SMALL_PIXELS,
      fit: 'inside',
      withoutEnlargement: true,
    })
    .jpeg({ quality: SMALL_QUALITY })
    .toBuffer()
  const grey = await sharp(large)
    .greyscale()
    .resize({
      width: LOOK_WIDTH * LOOK_SQUARE,
      height: LOOK_HEIGHT * LOOK_SQUARE,
      fit: 'fill',
      kernel: 'linear',
      fastShrinkOnLoad: false,
    })
    .raw()
    .toBuffer()
  return { width: info.width, height: info.height, large, small, look: dHash(squareMeans(grey)) }
}

/**
 * @param file  its name, for what is told of it
 * @throws Refusal `photo.notPicture`, `photo.tooManyPixels`, `photo.broken`
 */
export async function preparePicture(bytes: Buffer, file: string): Promise<Picture> {
  const what = pictureKind(bytes)
  if ('found' in what) throw new Refusal('BAD_REQUEST', 'photo.notPicture', { file, found: what.found })
  return inTurn(async () => {
    try {
      return await made(await opened(bytes, what.kind, file))
    } catch (error) {
      if (error instanceof Refusal) throw error
      throw new Refusal('BAD_REQUEST', 'photo.broken', { file, kind: what.kind.toUpperCase() })
    }
  })
}
