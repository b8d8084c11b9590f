/** The tools of plans that work on streets and blocks. */
export const planBlocks = {
  'planPage.tool.street': 'Street',
  'planPage.tool.block': 'Blocks',
  'planPage.do.street':
    'Point at a street: its stretch through the grid lights up, with the figures of both sides below. A click or Enter splits the grid along it.',
  'planPage.do.streetFinger':
    'Tap a street: its stretch through the grid lights up, with the figures of both sides below. Then “Split along it”.',
  'planPage.do.block':
    'Click a block or building of another grid, or press and sweep over several: they come to “{name}”, as one step. Click one of its own to give it away.',
  'planPage.do.blockAny':
    'Click a block or building, then the grid it is to go to. With a grid chosen below, press and sweep over several.',
  'planBlocks.receiver': 'Goes to',
  'planBlocks.noReceiver': 'Asked one by one',
  'planBlocks.pointFirst': 'Point at a grid on the map: its community is cut into pieces.',
  'planBlocks.cutting': 'Being cut into pieces',
  'planBlocks.failed': 'Nothing could be cut. Take another tool, then come back.',
  'planBlocks.size': 'What is given at once',
  'planBlocks.size.block': 'Blocks',
  'planBlocks.size.building': 'Buildings',
  'planBlocks.count.block': '{name} in {count} blocks between streets, waters and walls',
  'planBlocks.count.building': '{name} in {count} pieces, with borders halfway between buildings',
  'planBlocks.middle': 'Take the one in the map’s middle',
  'planBlocks.picked': 'What is picked',
  'planBlocks.whereTo':
    'A piece of {name}: {households} households, {residents} people. Click the grid beside it, or choose here:',
  'planBlocks.nowhere':
    'A piece of {name}: {households} households, {residents} people. No other grid of the community lies beside it.',
  'planBlocks.to': 'To {name}',
  'planBlocks.letGo': 'Put down',
  'planBlocks.tip': 'This piece: {households} households, {residents} people',
  'planBlocks.told': '{count, plural, one {# piece} other {# pieces}} given to {name}',
  'planBlocks.locked': '{name} is locked and keeps its ground',
  'planBlocks.breaks': '{name} would fall apart: this cannot be given',
  'planBlocks.apart': 'This does not hang together with {name}: it cannot be given',
  'planBlocks.takesAll': 'Nothing would be left of {name}; to end a grid, use “Merge”',
  'planStreet.middle': 'Take the street in the map’s middle',
  'planStreet.cut': 'Split along it',
  'planStreet.shown': '{name}, through {grid}.',
  'planStreet.unnamed': 'A street without a name',
  'planStreet.continued':
    'The street ends inside the grid; from there the straightest way leads on to the border.',
  'planStreet.noStreet': 'There is no street here',
  'planStreet.alongBorder': 'This street runs along the border of the grid and does not part it',
  'planStreet.deadEnd':
    'This street ends inside the grid, and no street leads on to the border; draw the line with “Split”',
  'planStreet.noNetwork': 'Without a network of streets there is nothing to split along; use “Split”.',
  'planStreet.failed': 'The street could not be followed. Take another tool, then come back.',
  'planTouched.caption': 'What it would be',
  'planTouched.over64': '65+',
  'planTouched.hours': 'h a month',
} as const
