import type { SourceFormat } from '../ingest/readers/types.ts'

export const isOsm = (format: SourceFormat): boolean => format === 'osm-pbf' || format === 'osm-xml'
