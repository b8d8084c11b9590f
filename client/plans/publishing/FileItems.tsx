/** Files that the server makes of a plan, as entries of its menu. What is not saved yet is not in them. */
import { Menu } from '@mantine/core'
import { IconFileDownload } from '@tabler/icons-react'
import { addDays } from '../../../shared/domain/dates.ts'
import type { PlanFileFormat } from '../../../shared/plans/planFile.ts'
import { useSystem } from '../../api/useSystem.ts'
import { i18n, useT } from '../../i18n/i18n.ts'

const FILES = ['gpkg', 'shp', 'txt', 'xlsx'] as const satisfies readonly PlanFileFormat[]

interface Props {
  plan: { id: string; publishOn: string | null }
}

export function FileItems({ plan: { id, publishOn } }: Props) {
  const t = useT()
  const today = useSystem()?.today
  if (today === undefined) return null
  const language = i18n.locale === 'en' ? 'en' : 'zh-CN'
  const asked = new URLSearchParams({ on: publishOn ?? addDays(today, 1), language })
  return FILES.map((format) => (
    <Menu.Item
      key={format}
      component="a"
      href={`/plans/${id}.${format}?${asked}`}
      download
      leftSection={<IconFileDownload size={16} aria-hidden />}
    >
      {t(`planPublish.file.${format}`)}
    </Menu.Item>
  ))
}
