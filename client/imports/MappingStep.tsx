/** Which column is what: each field with its column and what stands in it, or a value that is the same for all. */
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useT } from '../i18n/i18n.ts'
import { Section } from '../ui/Section.tsx'
import { FieldRow } from './FieldRow.tsx'
import { choose, type Chosen } from './importState.ts'
import classes from './Imports.module.css'
import type { Resolved } from './resolveChoice.ts'

interface Props {
  resolved: Resolved
  chosen: Chosen
}

export function MappingStep({ resolved, chosen }: Props) {
  const t = useT()
  const [showsAll, setShowsAll] = useState(false)
  const { fields, mapping, layer } = resolved
  const isUsed = ({ target, isRequired }: Resolved['fields'][number]) =>
    isRequired || mapping[target] !== undefined || chosen.mapping[target] !== undefined
  const rest = fields.filter((field) => !isUsed(field))
  const isRemembered = layer.isRemembered && resolved.kind === layer.suggestedKind
  return (
    <Section
      title={t('imports.mapping')}
      aside={
        <span className={classes.soft}>
          {isRemembered ? t('imports.mappingRemembered') : t('imports.mappingGuessed')}
        </span>
      }
    >
      {fields
        .filter((field) => showsAll || isUsed(field))
        .map((field) => (
          <FieldRow
            key={field.target}
            field={field}
            source={mapping[field.target]}
            layer={layer}
            onChange={(source) => choose({ mapping: { ...chosen.mapping, [field.target]: source } })}
          />
        ))}
      {rest.length > 0 && (
        <Button mt={6} size="compact-sm" variant="subtle" onClick={() => setShowsAll(!showsAll)}>
          {showsAll ? t('imports.fewer') : t('imports.more', { count: rest.length })}
        </Button>
      )}
    </Section>
  )
}
