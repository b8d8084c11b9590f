/** Facilities 设施: places that serve. Their kind is a key of ours, or is recognised from the file's own words. */
import { guessFacilityKind, isFacilityKind } from '../../../shared/standards/facilityKinds.ts'
import type { Cells } from './cells.ts'
import { type ImportContext, type RowImporter, asGeometry, note } from './importer.ts'
import { representativePoint } from './representativePoint.ts'

function kindOf(cells: Cells, context: ImportContext): string {
  const text = cells.text('kind')
  if (text !== null && isFacilityKind(text)) return text
  for (const words of [text, cells.text('name'), context.file]) {
    const kind = words === null ? 'other' : guessFacilityKind(words)
    if (kind === 'other') continue
    note(context, `kind:${kind}`)
    return kind
  }
  return 'other'
}

export const facilityImporter: RowImporter = {
  table: 'facility',
  columns: {
    id: 'text',
    name: 'text',
    kind: 'text',
    capacity: 'integer',
    address: 'text',
    opening_hours: 'text',
    location: 'geometry',
    valid_from: 'date',
    valid_to: 'date',
    stated_unit: 'text',
    content_hash: 'text',
  },
  parse(cells, place, context) {
    const capacity = cells.wholeNumber('capacity')
    const at = representativePoint(place)
    const said = {
      name: cells.text('name') ?? '',
      kind: kindOf(cells, context),
      capacity,
      address: cells.text('address') ?? '',
      opening_hours: cells.text('openingHours'),
      location: at === null ? null : asGeometry({ type: 'Point', coordinates: at }),
      valid_from: cells.day('validFrom'),
      valid_to: cells.day('validTo'),
      stated_unit: cells.text('unit'),
    }
    if (cells.faults.length > 0) return null
    // Without a number of its own a facility is known by file, name and place, so that a second import finds it again.
    const id =
      cells.text('id') ??
      `f-${context.vault.fingerprint([context.file, said.name, said.location, said.address])}`
    return {
      id,
      rowNumber: cells.row.rowNumber,
      data: {
        id,
        ...said,
        content_hash: context.vault.fingerprint(Object.values(said)),
      },
    }
  },
}
