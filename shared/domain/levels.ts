/**
 * The levels of the geographic tree, from the top: street 街道 > community 社区 > grid 网格 (> building 楼栋).
 * Units are the first three: areas with boundary versions. Buildings hang below the deepest unit at their place.
 */
export const UNIT_LEVELS = ['street', 'community', 'grid'] as const
export type UnitLevel = (typeof UNIT_LEVELS)[number]

/** 0 for the top. */
export const levelRank = (level: UnitLevel): number => UNIT_LEVELS.indexOf(level)
