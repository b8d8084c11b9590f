/** Colours of the base map: pale and quiet in light, deep and quiet in dark, so that figures and issues stand out. */
export interface MapPalette {
  land: string
  landuse: Record<'residential' | 'commercial' | 'industrial' | 'school' | 'village', string>
  green: Record<'park' | 'forest' | 'farmland' | 'grass', string>
  water: string
  waterInk: string
  roadCasing: string
  road: string
  roadMajor: string
  path: string
  rail: string
  building: string
  buildingOther: string
  buildingLine: string
  wall: string
  gate: string
  ink: string
  inkSoft: string
  halo: string
  border: Record<'street' | 'community' | 'grid', string>
  hover: string
  selected: string
  selectedHalo: string
  /** What a colouring is seen upon, for swatches that match. */
  badge: string
  badgeLine: string
  badgeInk: string
  hatch: string
}

export const LIGHT: MapPalette = {
  land: '#f6f5f1',
  landuse: {
    residential: '#f2f0ea',
    commercial: '#f4eeea',
    industrial: '#eeeeee',
    school: '#f3f0e2',
    village: '#f1eee3',
  },
  green: { park: '#d9e9cf', forest: '#cfe2c6', farmland: '#ebeedc', grass: '#e1ecd6' },
  water: '#bfdaea',
  waterInk: '#4f7f9f',
  roadCasing: '#d5d2ca',
  road: '#ffffff',
  roadMajor: '#fff6e0',
  path: '#c9c3b7',
  rail: '#a9adb3',
  building: '#e3dfd7',
  buildingOther: '#dcdfe4',
  buildingLine: '#c6c0b5',
  wall: '#94897a',
  gate: '#5d564c',
  ink: '#2c3644',
  inkSoft: '#66707d',
  halo: '#fbfaf7',
  border: { street: '#3d4a5c', community: '#5a6778', grid: '#7d8896' },
  hover: '#1f5fc4',
  selected: '#1348a3',
  selectedHalo: '#ffffff',
  badge: '#ffffff',
  badgeLine: '#9aa5b2',
  badgeInk: '#3a4655',
  hatch: '#9aa3ad',
}

export const DARK: MapPalette = {
  land: '#191e25',
  landuse: {
    residential: '#1c2229',
    commercial: '#20252c',
    industrial: '#1d2126',
    school: '#22241f',
    village: '#20231f',
  },
  green: { park: '#1d2d26', forest: '#1b2b23', farmland: '#1f2620', grass: '#1e2a24' },
  water: '#12293d',
  waterInk: '#6f9cbd',
  roadCasing: '#10141a',
  road: '#2d3641',
  roadMajor: '#3c4653',
  path: '#38424e',
  rail: '#4a5460',
  building: '#272f39',
  buildingOther: '#262f3d',
  buildingLine: '#3a4551',
  wall: '#6a7684',
  gate: '#b3bfcc',
  ink: '#d5dde6',
  inkSoft: '#8f9baa',
  halo: '#12161c',
  border: { street: '#b8c4d2', community: '#8a97a6', grid: '#627080' },
  hover: '#9cc4ff',
  selected: '#8fbcff',
  selectedHalo: '#0b0f14',
  badge: '#212934',
  badgeLine: '#5b6877',
  badgeInk: '#d9e1ea',
  hatch: '#5f6b79',
}

export const paletteOf = (isDark: boolean): MapPalette => (isDark ? DARK : LIGHT)
