/**
 * The encoding of a dBASE table (RB-22): the user's choice, then the .cpg, then the language byte where it names
 * an East Asian code page, then UTF-8 if all texts are valid, else GB18030 (Latin where it is clearly that).
 */
import { decodeText, isKnownEncoding } from '../../encoding/decodeStream.ts'
import { detectEncoding, isUtf8 } from '../../encoding/detectEncoding.ts'
import type { Notice } from '../buildLayer.ts'
import { dbfRecords, type DbfTable } from './dbf.ts'

/** Language bytes that leave no doubt; 0x03 and 0x57 (Windows ANSI) are written by habit and say nothing. */
const BY_LANGUAGE: Record<number, string> = {
  0x4d: 'gb18030',
  0x7a: 'gb18030',
  0x4f: 'big5',
  0x78: 'big5',
  0x13: 'shift_jis',
  0x7b: 'shift_jis',
  0x4e: 'euc-kr',
  0x79: 'euc-kr',
}

/** @returns null when the text names nothing we know */
export function encodingOfCpg(text: string): string | null {
  const name = text
    .replace(/[^\x21-\x7e ]/g, '')
    .trim()
    .toLowerCase()
  if (/^(utf-?8|65001|cp65001)/.test(name)) return 'utf-8'
  if (/936|gbk|gb2312|gb18030/.test(name)) return 'gb18030'
  if (/950|big-?5/.test(name)) return 'big5'
  if (/^(ansi |oem |cp|windows-)?1252$|8859-?1$|88591|latin/.test(name)) return 'windows-1252'
  const bare = name.replace(/^(ansi|oem)\s*/, '')
  if (/^\d+$/.test(bare) && isKnownEncoding(`cp${bare}`)) return `cp${bare}`
  return name && isKnownEncoding(name) ? name : null
}

const LOOKED_RECORDS = 5_000

/** Some texts of the table that are not plain ASCII, one after the other. */
async function otherTexts(path: string, table: DbfTable): Promise<Buffer[]> {
  const texts: Buffer[] = table.fields
    .map((field) => field.nameBytes)
    .filter((bytes) => bytes.some((b) => b >= 0x80))
  for await (const record of dbfRecords(path, table, LOOKED_RECORDS)) {
    if (!record) continue
    let at = 1
    for (const field of table.fields) {
      const bytes = record.subarray(at, (at += field.length))
      if (field.type !== 'C') continue
      let end = bytes.length
      while (end > 0 && (bytes[end - 1] === 0x20 || bytes[end - 1] === 0)) end--
      if (bytes.subarray(0, end).some((byte) => byte >= 0x80)) texts.push(bytes.subarray(0, end))
    }
    if (texts.length > 4_000) break
  }
  return texts
}

/** Finds the encoding of a table's texts and names, and what to tell about it. */
export async function findDbfEncoding(
  path: string,
  table: DbfTable,
  cpg: string | null,
  chosen: string | undefined,
): Promise<{ encoding: string; notices: Notice[] }> {
  if (chosen) return { encoding: chosen, notices: [] }
  const declared = cpg === null ? null : encodingOfCpg(cpg)
  const texts = await otherTexts(path, table)
  const isValid = (encoding: string): boolean =>
    encoding === 'utf-8'
      ? texts.every((text) => isUtf8(text))
      : texts.every(
          (text) =>
            !decodeText(text, encoding)
              .replace(/\uFFFD$/, '')
              .includes('\uFFFD'),
        )
  if (declared && isValid(declared)) return { encoding: declared, notices: [] }
  const byLanguage = BY_LANGUAGE[table.language]
  let found: string
  if (byLanguage && isValid(byLanguage)) found = byLanguage
  else if (isValid('utf-8')) found = 'utf-8'
  else {
    const guess = detectEncoding(Buffer.concat(texts.flatMap((text) => [text, Buffer.from('\n')]))).encoding
    found = guess === 'windows-1252' ? guess : 'gb18030'
  }
  if (declared)
    return { encoding: found, notices: [{ key: 'notice.cpgWrong', facts: { declared, encoding: found } }] }
  const isGuess = texts.length > 0 && found !== 'utf-8' && found !== byLanguage
  return { encoding: found, notices: isGuess ? [{ key: 'notice.encoding', facts: { encoding: found } }] : [] }
}
