/** What is to stay together or apart in proposals: compounds and grids, wish by wish. */
import { ActionIcon, Button, MultiSelect, Select } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { ProposalRule, RuleUnit } from '../../../shared/plans/proposalProblem.ts'
import { useT } from '../../i18n/i18n.ts'
import classes from '../Plans.module.css'

export interface NamedUnit {
  unit: RuleUnit
  name: string
}

const valueOf = (unit: RuleUnit): string =>
  unit.kind === 'compound' ? `compound ${unit.compound}` : `area ${unit.key}`

interface Props {
  units: readonly NamedUnit[]
  rules: readonly ProposalRule[]
  onChange: (rules: ProposalRule[]) => void
}

export function RuleEditor({ units, rules, onChange }: Props) {
  const t = useT()
  const unitBy = new Map(units.map(({ unit }) => [valueOf(unit), unit]))
  const optionsOf = (kind: RuleUnit['kind']) =>
    units
      .filter(({ unit }) => unit.kind === kind)
      .map(({ unit, name }) => ({ value: valueOf(unit), label: name }))
      .sort((a, b) => a.label.localeCompare(b.label, 'zh-CN'))
  const data = [
    { group: t('planPage.proposal.compounds'), items: optionsOf('compound') },
    { group: t('planPage.areas'), items: optionsOf('area') },
  ].filter(({ items }) => items.length > 0)
  const change = (at: number, part: Partial<ProposalRule>): void =>
    onChange(rules.map((rule, i) => (i === at ? { ...rule, ...part } : rule)))
  return (
    <div className={classes.rules} role="group" aria-label={t('planPage.proposal.rules')}>
      {rules.map((rule, at) => (
        <div key={at} className={classes.rule}>
          <Select
            size="xs"
            aria-label={t('planPage.proposal.ruleKind')}
            data={[
              { value: 'together', label: t('planPage.proposal.together') },
              { value: 'apart', label: t('planPage.proposal.apart') },
            ]}
            value={rule.kind}
            allowDeselect={false}
            onChange={(kind) => change(at, { kind: kind === 'apart' ? 'apart' : 'together' })}
          />
          <MultiSelect
            size="xs"
            className={classes.grow}
            aria-label={t('planPage.proposal.ruleUnits')}
            placeholder={rule.units.length === 0 ? t('planPage.proposal.rulePick') : undefined}
            data={data}
            searchable
            hidePickedOptions
            value={rule.units.map(valueOf)}
            onChange={(values) => change(at, { units: values.flatMap((value) => unitBy.get(value) ?? []) })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            c="var(--qh-ink-soft)"
            size={30}
            aria-label={t('planPage.proposal.ruleRemove')}
            onClick={() => onChange(rules.filter((_, i) => i !== at))}
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      <Button
        size="compact-xs"
        variant="default"
        onClick={() => onChange([...rules, { kind: 'together', units: [] }])}
      >
        {t('planPage.proposal.ruleAdd')}
      </Button>
    </div>
  )
}
