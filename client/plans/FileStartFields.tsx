/** A file that a plan begins from: which, how far apart its borders may be, and where it lies. */
import { Button, FileButton, NativeSelect, NumberInput } from '@mantine/core'
import { IconUpload } from '@tabler/icons-react'
import { AXIS_ORDERS, type AxisOrder } from '../../shared/domain/importing.ts'
import { COMMON_SYSTEMS, crsName } from '../imports/crsNames.ts'
import { useT } from '../i18n/i18n.ts'
import classes from './Plans.module.css'

export interface FileChoice {
  files: readonly File[]
  gapMeters: number
  /** Empty: as the file says. */
  crs: string
  axisOrder: AxisOrder
}

export const NO_FILE: FileChoice = { files: [], gapMeters: 5, crs: '', axisOrder: 'auto' }

interface Props {
  choice: FileChoice
  onChange: (choice: FileChoice) => void
}

export function FileStartFields({ choice, onChange }: Props) {
  const t = useT()
  const { files, gapMeters, crs, axisOrder } = choice
  const change = (part: Partial<FileChoice>): void => onChange({ ...choice, ...part })
  return (
    <>
      <div role="group" aria-label={t('planImport.file')}>
        <FileButton multiple onChange={(chosen) => chosen.length > 0 && change({ files: chosen })}>
          {(props) => (
            <Button {...props} variant="default" leftSection={<IconUpload size={16} aria-hidden />}>
              {t(files.length === 0 ? 'planImport.choose' : 'planImport.chooseOther')}
            </Button>
          )}
        </FileButton>
        <p className={classes.soft} role="status">
          {files.length === 0 ? t('planImport.formats') : files.map(({ name }) => name).join(', ')}
        </p>
      </div>
      <NumberInput
        label={t('planImport.gap')}
        description={t('planImport.gapHint')}
        min={0}
        max={50}
        step={1}
        decimalScale={2}
        clampBehavior="strict"
        value={gapMeters}
        onChange={(value) => change({ gapMeters: Number(value) || 0 })}
      />
      <NativeSelect
        label={t('planImport.crs')}
        value={crs}
        data={[
          { value: '', label: t('planImport.crsAuto') },
          ...COMMON_SYSTEMS.map((one) => ({ value: one, label: crsName(one) })),
        ]}
        onChange={(event) => change({ crs: event.currentTarget.value })}
      />
      <NativeSelect
        label={t('planImport.axis')}
        value={axisOrder}
        data={AXIS_ORDERS.map((one) => ({ value: one, label: t(`planImport.axis.${one}`) }))}
        onChange={(event) => change({ axisOrder: event.currentTarget.value as AxisOrder })}
      />
    </>
  )
}
