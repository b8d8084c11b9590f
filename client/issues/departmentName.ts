import { DEPARTMENTS } from '../../shared/standards/departments.ts'
import { i18n } from '../i18n/i18n.ts'

/** The name of a department in the language of the page. */
export function departmentName(department: string): string {
  const found = DEPARTMENTS.find((one) => one.department === department)
  if (!found) return department
  return i18n.locale === 'en' ? found.en : found.zh
}
