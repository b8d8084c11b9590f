/** An answer as files. */
import { ExportMenu, type ExportEntry } from '../../circles/export/ExportMenu.tsx'
import { xlsxOf } from '../../circles/export/tables.ts'
import type { SaveStudy } from '../../../shared/siting/sitingStudy.ts'
import { useT } from '../../i18n/i18n.ts'
import { type ToldStudy, studyGeoJson, studyTables } from './studyExport.ts'

interface Props {
  /** Of the files. */
  name: string
  isDisabled?: boolean
  make: () => Promise<(SaveStudy & Partial<Pick<ToldStudy, 'createdBy' | 'createdAt'>>) | null>
}

export function StudyExport({ name, isDisabled = false, make }: Props) {
  const t = useT()
  const told = async (): Promise<ToldStudy> => {
    const study = await make()
    if (!study) throw new Error(t('study.notYet'))
    return { createdBy: null, createdAt: null, ...study }
  }
  const entries: ExportEntry[] = [
    {
      label: t('export.xlsx'),
      name,
      ending: 'xlsx',
      make: async () => xlsxOf(studyTables(t, await told())),
    },
    { label: t('study.geojson'), name, ending: 'geojson', make: async () => studyGeoJson(t, await told()) },
  ]
  return isDisabled ? null : <ExportMenu entries={entries} />
}
