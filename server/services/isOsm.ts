import type { RecognisedFormat } from '../ingest/readers/recognise.ts'
import type { SourceFormat } from '../ingest/readers/types.ts'

export const isOsm = (format: SourceFormat | RecognisedFormat): boolean =>
  format === 'osm-pbf' || format === 'osm-xml'
