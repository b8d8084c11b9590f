/** Which importer reads the rows of a kind. */
import type { ImportKind } from '../../../shared/domain/importing.ts'
import { buildingImporter } from './buildings.ts'
import type { FieldMapping } from './cells.ts'
import { countImporter } from './counts.ts'
import { facilityImporter } from './facilities.ts'
import { isCountMapping } from './fieldTargets.ts'
import type { RowImporter } from './importer.ts'
import { issueImporter } from './issues.ts'
import { residentImporter } from './residents.ts'

/** @throws Error for units and base maps, which are not imported row by row */
export function importerFor(kind: ImportKind, mapping: FieldMapping): RowImporter {
  switch (kind) {
    case 'buildings':
      return buildingImporter
    case 'facilities':
      return facilityImporter
    case 'issues':
      return issueImporter
    case 'residents':
      return isCountMapping(mapping) ? countImporter : residentImporter
    default:
      throw new Error(`${kind} are not imported row by row`)
  }
}
