/** Residents 居民 as counts, where an office has no register: by unit, building, small area or grid cell. */
import { type RowImporter, asGeometry, note } from './importer.ts'
import { representativePoint } from './representativePoint.ts'

export const countImporter: RowImporter = {
  table: 'population_count',
  columns: {
    area_code: 'text',
    as_of: 'date',
    residents: 'integer',
    households: 'integer',
    under15: 'integer',
    age15to64: 'integer',
    over64: 'integer',
    location: 'geometry',
    stated_unit: 'text',
    content_hash: 'text',
  },
  parse(cells, place, context) {
    const at = representativePoint(place)
    const code = cells.text('code') ?? (at === null ? cells.required('code') : `${at[0]},${at[1]}`)
    cells.required('residents')
    const asOf = cells.day('date')
    const numbers = {
      residents: cells.wholeNumber('residents') ?? 0,
      households: cells.wholeNumber('households'),
      under15: cells.wholeNumber('under15'),
      age15to64: cells.wholeNumber('age15to64'),
      over64: cells.wholeNumber('over64'),
    }
    if (cells.faults.length > 0) return null
    if (asOf === null) note(context, 'notice.noCountDate')
    const said = {
      area_code: code,
      as_of: asOf ?? context.date,
      ...numbers,
      location: at === null ? null : asGeometry({ type: 'Point', coordinates: at }),
      stated_unit: cells.text('unit'),
    }
    return {
      id: `${said.area_code}@${said.as_of}`,
      rowNumber: cells.row.rowNumber,
      data: {
        ...said,
        content_hash: context.vault.fingerprint(Object.values(said)),
      },
    }
  },
}
