import { describe, expect, it } from 'vitest'
import { pictureKind } from '../../../../server/services/photos/pictureKind.ts'

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1')
const media = (...brands: string[]): Buffer =>
  bytes(`\0\0\0\x20ftyp${brands[0]!}\0\0\0\0${brands.slice(1).join('')}`)

describe('what a file is, by its first bytes', () => {
  it.each([
    ['jpeg', bytes('\xff\xd8\xff\xe1')],
    ['png', bytes('\x89PNG\r\n\x1a\n')],
    ['webp', bytes('RIFF\x10\0\0\0WEBPVP8 ')],
    ['heic', media('heic', 'mif1', 'heic')],
    ['heic', media('mif1', 'mif1', 'heic')],
    ['avif', media('avif', 'mif1', 'miaf')],
    ['avif', media('mif1', 'avif')],
  ] as const)('knows %s', (kind, file) => {
    expect(pictureKind(file)).toEqual({ kind })
  })

  it.each([
    ['SVG / XML', bytes('<?xml version="1.0"?><svg/>')],
    ['SVG / XML', bytes('\xef\xbb\xbf  <svg onload="x()">')],
    ['HTML', bytes('<!DOCTYPE html>')],
    ['GIF', bytes('GIF89a')],
    ['TIFF', bytes('II*\0\x08\0')],
    ['PDF', bytes('%PDF-1.7')],
    ['ZIP', bytes('PK\x03\x04')],
    ['video (isom)', media('isom', 'mp42')],
    ['text', bytes('name,value\n1,2\n')],
    ['00 01 02 03', bytes('\0\x01\x02\x03\x04')],
    ['0 B', bytes('')],
    // Only the beginning of one.
    ['89 50 4e 47', bytes('\x89PNG')],
  ] as const)('says %s of another file', (found, file) => {
    expect(pictureKind(file)).toEqual({ found })
  })
})
