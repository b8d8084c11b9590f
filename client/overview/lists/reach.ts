/** Whether a list stands behind a figure; the server says which ones do. */
import type { ListReach } from '../../../shared/domain/access.ts'

export const isOpenTo = (reach: ListReach | undefined): boolean => reach === 'all' || reach === 'part'
