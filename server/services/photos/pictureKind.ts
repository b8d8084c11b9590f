/** What a file is, by its first bytes: its name and the type it is sent with are the sender's word only. */

export const PICTURE_KINDS = ['jpeg', 'png', 'webp', 'heic', 'avif'] as const
export type PictureKind = (typeof PICTURE_KINDS)[number]

/** As many bytes tell it. */
export const KIND_BYTES = 64

/** Brands of the ISO media file format, by what is in it. */
const HEIC_BRANDS = ['heic', 'heix', 'heim', 'heis', 'mif1', 'msf1']
const AVIF_BRANDS = ['avif', 'avis']

const OTHERS: readonly (readonly [start: string, name: string])[] = [
  ['GIF8', 'GIF'],
  ['BM', 'BMP'],
  ['II*\0', 'TIFF'],
  ['MM\0*', 'TIFF'],
  ['%PDF', 'PDF'],
  ['PK\x03\x04', 'ZIP'],
  ['Rar!', 'RAR'],
  ['\x1f\x8b', 'GZIP'],
]

function otherName(text: string, bytes: Uint8Array): string {
  if (bytes.length === 0) return '0 B'
  const known = OTHERS.find(([start]) => text.startsWith(start))?.[1]
  if (known) return known
  if (text.slice(4, 8) === 'ftyp') return `video (${text.slice(8, 12).trim()})`
  const readable = text.replace(/^\xef\xbb\xbf/, '').trimStart()
  if (/^<(\?xml|svg)/i.test(readable)) return 'SVG / XML'
  if (/^<(!doctype|html)/i.test(readable)) return 'HTML'
  if (/^[\x20-\x7e\s]+$/.test(text)) return 'text'
  return [...bytes.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ')
}

/** @param bytes  the first of the file, `KIND_BYTES` where it has so many */
export function pictureKind(bytes: Uint8Array): { kind: PictureKind } | { found: string } {
  const text = String.fromCharCode(...bytes.subarray(0, KIND_BYTES))
  if (text.startsWith('\xff\xd8\xff')) return { kind: 'jpeg' }
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return { kind: 'png' }
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return { kind: 'webp' }
  if (text.slice(4, 8) === 'ftyp') {
    // The main brand, and after its version those that it is compatible with.
    const brands = [text.slice(8, 12), ...(text.slice(16).match(/.{4}/gs) ?? [])]
    if (AVIF_BRANDS.some((brand) => brands.includes(brand))) return { kind: 'avif' }
    if (HEIC_BRANDS.some((brand) => brands.includes(brand))) return { kind: 'heic' }
  }
  return { found: otherName(text, bytes) }
}
