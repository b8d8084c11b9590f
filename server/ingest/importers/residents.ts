/** Residents 居民 as a register: one row a person. Names, identity and phone numbers are sealed here, before storage. */
import {
  birthDateOf,
  identityFault,
  normaliseIdentityNumber,
  sexOf,
} from '../../../shared/domain/identityNumber.ts'
import { maskIdentityNumber, maskName, maskPhone } from '../../../shared/domain/masking.ts'
import type { Vault } from '../../access/vault.ts'
import type { Cells } from './cells.ts'
import { type RowImporter, asGeometry } from './importer.ts'
import { representativePoint } from './representativePoint.ts'

const SEXES: Readonly<Record<string, 'female' | 'male'>> = {
  female: 'female',
  f: 'female',
  女: 'female',
  女性: 'female',
  '2': 'female',
  male: 'male',
  m: 'male',
  男: 'male',
  男性: 'male',
  '1': 'male',
}

function sexIn(cells: Cells, identityNumber: string | null): 'female' | 'male' | null {
  const text = cells.text('sex')
  if (text === null) return identityNumber === null ? null : sexOf(identityNumber)
  const sex = SEXES[text.toLowerCase()]
  if (!sex) cells.fault('sex', text, 'fault.expected.sex')
  return sex ?? null
}

function identityIn(cells: Cells): string | null {
  const text = cells.text('identityNumber')
  if (text === null) return null
  const number = normaliseIdentityNumber(text)
  const fault = identityFault(number)
  if (fault !== null)
    cells.fault('identityNumber', maskIdentityNumber(number), `fault.expected.identity.${fault}`)
  return fault === null ? number : null
}

const bytes = (value: Buffer | null): string | null => (value === null ? null : `\\x${value.toString('hex')}`)

/** The sealed columns of one personal field. */
const sealed = (vault: Vault, field: string, value: string | null): string | null =>
  bytes(value === null ? null : vault.seal(field, value))
const indexed = (vault: Vault, field: string, value: string | null): string | null =>
  bytes(value === null ? null : vault.blindIndex(field, value))

/** What a fault may repeat of a cell: a date or a short number; any other text may be a person's, whatever its column. */
const maskedFound = (found: string): string =>
  found.includes('**') || /^[\d\s./:年月日-]{0,10}$/u.test(found) ? found : maskName(found)

/** Ids are stored in clear: one that is an identity number is replaced by a text that shows nothing of it. */
function openId(vault: Vault, text: string | null): string | null {
  if (text === null) return null
  const number = normaliseIdentityNumber(text)
  if (identityFault(number) !== null) return text
  return `p-${vault.blindIndex('id', number).toString('hex').slice(0, 20)}`
}

export const residentImporter: RowImporter = {
  table: 'resident',
  columns: {
    id: 'text',
    name_cipher: 'bytea',
    name_masked: 'text',
    identity_cipher: 'bytea',
    identity_masked: 'text',
    identity_index: 'bytea',
    phone_cipher: 'bytea',
    phone_masked: 'text',
    phone_index: 'bytea',
    birth_date: 'date',
    sex: 'text',
    household: 'text',
    address: 'text',
    stated_building: 'text',
    stated_address: 'text',
    location: 'geometry',
    valid_from: 'date',
    valid_to: 'date',
    stated_unit: 'text',
    content_hash: 'text',
  },
  parse(cells, place, { vault }) {
    const identity = identityIn(cells)
    const name = cells.text('name')
    const phone = cells.text('phone')
    // Without a number of its own, a person is known by the identity number.
    const id = openId(vault, cells.text('id') ?? identity)
    if (id === null) cells.fault('id', '', 'fault.expected.present')
    const birthDate = cells.day('birthDate') ?? (identity === null ? null : birthDateOf(identity))
    const sex = sexIn(cells, identity)
    const validFrom = cells.day('validFrom')
    const validTo = cells.day('validTo')
    const at = representativePoint(place)
    if (cells.faults.length > 0 || id === null) {
      cells.maskFound(maskedFound)
      return null
    }
    const address = cells.text('address') ?? ''
    const building = cells.text('building')
    const location = at === null ? null : asGeometry({ type: 'Point', coordinates: at })
    const household = openId(vault, cells.text('household'))
    const statedUnit = cells.text('unit')
    return {
      id,
      rowNumber: cells.row.rowNumber,
      data: {
        id,
        name_cipher: sealed(vault, 'name', name),
        name_masked: name === null ? '' : maskName(name),
        identity_cipher: sealed(vault, 'identityNumber', identity),
        identity_masked: identity === null ? null : maskIdentityNumber(identity),
        identity_index: indexed(vault, 'identityNumber', identity),
        phone_cipher: sealed(vault, 'phone', phone),
        phone_masked: phone === null ? null : maskPhone(phone),
        phone_index: indexed(vault, 'phone', phone),
        birth_date: birthDate,
        sex,
        household,
        address,
        stated_building: building,
        stated_address: building === null ? address : null,
        location,
        valid_from: validFrom,
        valid_to: validTo,
        stated_unit: statedUnit,
        content_hash: vault.fingerprint([
          name,
          identity,
          phone,
          birthDate,
          sex,
          household,
          address,
          building,
          location,
          validFrom,
          validTo,
          statedUnit,
        ]),
      },
    }
  },
}
