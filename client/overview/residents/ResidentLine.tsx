/** A resident as a row, masked; each hidden value has its own button. */
import { UnstyledButton } from '@mantine/core'
import { IconEye } from '@tabler/icons-react'
import type { RESIDENT_FIELDS, ResidentRow } from '../../../shared/domain/place.ts'
import { useT } from '../../i18n/i18n.ts'
import { openBuilding } from '../open.ts'
import classes from './ResidentLine.module.css'

type Field = (typeof RESIDENT_FIELDS)[number]

interface Props {
  resident: ResidentRow
  /** The value in clear, when it has been asked for. */
  clear: (field: Field) => string | null
  /** Absent without the permission. */
  onReveal?: (field: Field) => void
}

export function ResidentLine({ resident, clear, onReveal }: Props) {
  const t = useT()
  const masked: Record<Field, string | null> = {
    name: resident.nameMasked,
    identityNumber: resident.identityNumberMasked,
    phone: resident.phoneMasked,
  }
  const value = (field: Field) => {
    const shown = clear(field)
    if (shown !== null) return <strong>{shown}</strong>
    if (masked[field] === null) return null
    return (
      <span className={classes.value}>
        {masked[field]}
        {onReveal && (
          <UnstyledButton
            className={classes.eye}
            aria-label={t('resident.reveal', { field: t(`residentField.${field}`) })}
            onClick={() => onReveal(field)}
          >
            <IconEye size={14} aria-hidden />
          </UnstyledButton>
        )}
      </span>
    )
  }
  const { building } = resident
  return (
    <div className={classes.row}>
      <div className={classes.top}>
        {value('name')}
        <span className={classes.soft}>
          {[
            resident.sex && t(`sex.${resident.sex}`),
            resident.age !== null && t('resident.age', { count: resident.age }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
        {building && (
          <UnstyledButton
            className={classes.building}
            onClick={() => openBuilding(building.code, resident.location)}
          >
            {building.name} {resident.address}
          </UnstyledButton>
        )}
      </div>
      <div className={classes.bottom}>
        {value('identityNumber')}
        {value('phone')}
      </div>
    </div>
  )
}
