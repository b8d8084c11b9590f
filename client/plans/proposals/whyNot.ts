/** Why there is no proposal to be had, in a sentence that names what is in the way. */
import type { ProposalImpossible } from '../../../shared/plans/proposalProblem.ts'
import { count } from '../../i18n/format.ts'
import type { Translate } from '../../i18n/i18n.ts'
import type { NamedUnit } from './RuleEditor.tsx'

interface Names {
  units: readonly NamedUnit[]
  areaName: (key: string) => string
  t: Translate
}

export function whyNot(reason: ProposalImpossible, { units, areaName, t }: Names): string {
  const nameOf = (wanted: NamedUnit['unit']): string =>
    units.find(({ unit }) => JSON.stringify(unit) === JSON.stringify(wanted))?.name ??
    (wanted.kind === 'area' ? areaName(wanted.key) : t('planPage.proposal.compound'))
  const listed = (names: readonly string[]): string => names.join(t('suggest.comma'))
  const names = listed(reason.units.map(nameOf))
  const between = listed(reason.between.map(areaName))
  switch (reason.why) {
    case 'tooFewBlocks':
      return t('planPage.proposal.tooFewBlocks', { count: reason.blocks })
    case 'blockTooHeavy':
      return t('planPage.proposal.blockTooHeavy', { count: count(Math.round(reason.weight)) })
    case 'togetherTooHeavy':
      return t('planPage.proposal.togetherTooHeavy', { names, count: count(Math.round(reason.weight)) })
    case 'mostTooLow':
      return t('planPage.proposal.mostTooLow', {
        total: count(Math.round(reason.total)),
        room: count(reason.room),
      })
    case 'togetherApart':
      return t('planPage.proposal.togetherApart', { names })
    case 'togetherCut':
      return t('planPage.proposal.togetherCut', { names, between })
    case 'apartTooMany':
      return t('planPage.proposal.apartTooMany', {
        names,
        count: reason.blocks.length,
        districts: reason.districts,
      })
    case 'cutIntoPieces':
      return t('planPage.proposal.cutIntoPieces', {
        between,
        pieces: reason.pieces,
        needed: reason.needed,
        districts: reason.districts,
      })
    case 'ruleKept':
      return reason.key === null
        ? t('planPage.proposal.ruleOutside', { name: nameOf(reason.unit) })
        : t('planPage.proposal.ruleKept', { name: nameOf(reason.unit), grid: areaName(reason.key) })
    case 'ruleNowhere':
      return t('planPage.proposal.ruleNowhere', { name: nameOf(reason.unit) })
  }
}
