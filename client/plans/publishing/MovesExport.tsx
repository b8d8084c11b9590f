/** Who changes, as a table to take along: all of it, whatever is shown. */
import { Button } from '@mantine/core'
import { IconTable } from '@tabler/icons-react'
import { useState } from 'react'
import { movesTables } from '../../../shared/plans/movesTables.ts'
import type { MovedIssue } from '../../../shared/plans/planMoves.ts'
import type { MovedHome } from '../../../shared/plans/planRecord.ts'
import { queryClient } from '../../api/queryClient.ts'
import { trpc } from '../../api/trpc.ts'
import { csvOf, xlsxOf } from '../../circles/export/tables.ts'
import { i18n, useT } from '../../i18n/i18n.ts'
import { fileName, saveFile } from '../../ui/saveFile.ts'
import { toastFailure } from '../../ui/toast.ts'
import type { TabProps } from './movedGrids.ts'

const AT_ONCE = 200

/** Page after page until the last one. */
async function all<Row>(
  page: (cursor: string | null) => Promise<{ rows: readonly Row[]; nextCursor: string | null }>,
): Promise<Row[]> {
  const found: Row[] = []
  let cursor: string | null = null
  do {
    const { rows, nextCursor }: { rows: readonly Row[]; nextCursor: string | null } = await page(cursor)
    found.push(...rows)
    cursor = nextCursor
  } while (cursor !== null)
  return found
}

export function MovesExport({ plan, moves }: TabProps) {
  const t = useT()
  const [isBusy, setIsBusy] = useState(false)
  const save = async (ending: 'xlsx' | 'csv'): Promise<void> => {
    setIsBusy(true)
    try {
      const asked = { id: plan.id, on: moves.on, limit: AT_ONCE }
      const fresh = { gcTime: 0, staleTime: 0 }
      const homes = await all<MovedHome>((cursor) =>
        queryClient.fetchQuery(trpc.plan.homes.queryOptions({ ...asked, cursor }, fresh)),
      )
      const issues = await all<MovedIssue>((cursor) =>
        queryClient.fetchQuery(trpc.plan.issues.queryOptions({ ...asked, cursor }, fresh)),
      )
      const tables = movesTables(moves, homes, issues, i18n.locale === 'en' ? 'en' : 'zh-CN')
      saveFile(
        fileName(`${plan.name}-${moves.on}`, ending),
        ending === 'xlsx' ? await xlsxOf(tables) : csvOf(tables[0]!),
      )
    } catch (error) {
      toastFailure(error)
    } finally {
      setIsBusy(false)
    }
  }
  return (
    <>
      {(['xlsx', 'csv'] as const).map((ending) => (
        <Button
          key={ending}
          variant="default"
          leftSection={<IconTable size={16} aria-hidden />}
          loading={isBusy}
          onClick={() => void save(ending)}
        >
          {t(ending === 'xlsx' ? 'planPublish.saveXlsx' : 'planPublish.saveCsv')}
        </Button>
      ))}
    </>
  )
}
