import type { MutualQuestion } from '../../../shared/issues/mutual.ts'
import { i18n } from '../../i18n/i18n.ts'

/** A question in the language of the page. */
export const questionText = ({ zh, en }: MutualQuestion): string => (i18n.locale === 'en' ? en : zh)
