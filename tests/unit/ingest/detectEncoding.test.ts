import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { detectEncoding, isUtf8 } from '../../../server/ingest/encoding/detectEncoding.ts'

const SIMPLIFIED = '编号,名称,地址,街道\n1,新世界百货,珞喻路1号,洪山街道\n'
const TRADITIONAL = '編號,名稱,地址,區別\n1,活動中心,臺南市新營區,新營區\n'

describe('detectEncoding', () => {
  it.each([
    ['utf-8 with a mark', Buffer.from('\ufeff' + SIMPLIFIED), 'utf-8', 'mark', 3],
    ['utf-16le with a mark', iconv.encode(SIMPLIFIED, 'utf-16le', { addBOM: true }), 'utf-16le', 'mark', 2],
    ['utf-16be with a mark', iconv.encode(SIMPLIFIED, 'utf-16be', { addBOM: true }), 'utf-16be', 'mark', 2],
    [
      'utf-16le without a mark',
      iconv.encode(SIMPLIFIED, 'utf-16le', { addBOM: false }),
      'utf-16le',
      'guessed',
      0,
    ],
    [
      'utf-16be without a mark',
      iconv.encode(SIMPLIFIED, 'utf-16be', { addBOM: false }),
      'utf-16be',
      'guessed',
      0,
    ],
    ['utf-8 without a mark', Buffer.from(SIMPLIFIED), 'utf-8', 'valid', 0],
    ['simplified text in GB18030', iconv.encode(SIMPLIFIED, 'gb18030'), 'gb18030', 'guessed', 0],
    ['traditional text in Big5', iconv.encode(TRADITIONAL, 'big5'), 'big5', 'guessed', 0],
    ['traditional text in GB18030', iconv.encode(TRADITIONAL, 'gb18030'), 'gb18030', 'guessed', 0],
    [
      'German text in Windows-1252',
      iconv.encode('Straße;München;Größe', 'win1252'),
      'windows-1252',
      'guessed',
      0,
    ],
    ['plain ASCII', Buffer.from('a,b\n1,2\n'), 'utf-8', 'valid', 0],
    ['nothing', Buffer.alloc(0), 'utf-8', 'valid', 0],
  ])('finds %s', (_what, bytes, encoding, source, markBytes) => {
    expect(detectEncoding(bytes)).toEqual({ encoding, source, markBytes })
  })

  it('takes UTF-8 that is cut inside a character for UTF-8', () => {
    const bytes = Buffer.from('区')
    expect(isUtf8(bytes.subarray(0, 2))).toBe(true)
    expect(isUtf8(bytes.subarray(0, 2), false)).toBe(false)
  })

  it('tells five characters of GBK from Big5', () => {
    expect(detectEncoding(iconv.encode('简体国语', 'gbk')).encoding).toBe('gb18030')
  })
})
