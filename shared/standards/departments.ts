/**
 * Departments that a street office commonly hands issues of a class to when the grid cannot settle them. Defaults of this
 * product, from the division of duties that cities publish with GB/T 30428; every office has names of its own.
 */
export interface Department {
  department: string
  zh: string
  en: string
}

export const DEPARTMENTS: readonly Department[] = [
  { department: 'urbanManagement', zh: '城市管理办公室', en: 'Urban management office' },
  { department: 'municipalWorks', zh: '市政养护单位', en: 'Municipal works contractor' },
  { department: 'greening', zh: '园林绿化所', en: 'Greening station' },
  { department: 'sanitation', zh: '环卫所', en: 'Sanitation station' },
  { department: 'housing', zh: '住房与物业管理站', en: 'Housing and property station' },
  { department: 'safety', zh: '平安建设办公室', en: 'Public safety office' },
  { department: 'emergency', zh: '应急管理站', en: 'Emergency station' },
  { department: 'communityAffairs', zh: '社区建设办公室', en: 'Community affairs office' },
]

const BY_CLASS: Readonly<Record<string, string>> = {
  publicUtilities: 'municipalWorks',
  roadsTraffic: 'municipalWorks',
  appearanceFacilities: 'sanitation',
  greening: 'greening',
  otherComponent: 'housing',
  cityAppearance: 'sanitation',
  advertising: 'urbanManagement',
  buildingWorks: 'urbanManagement',
  emergencies: 'emergency',
  streetOrder: 'urbanManagement',
  otherEvent: 'communityAffairs',
}

/** Where issues of a class usually go; null where nothing is known. */
export const departmentFor = (issueClass: string): string | null => BY_CLASS[issueClass] ?? null
