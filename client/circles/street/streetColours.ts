/** Colours of the street view: gain and loss as a pair that people who see few colours can tell apart. */
export interface StreetColours {
  gained: string
  lost: string
  before: string
  after: string
  added: string
  closed: string
  edge: string
  gate: string
  gateGround: string
  gateShut: string
}

export const streetColours = (isDark: boolean): StreetColours =>
  isDark
    ? {
        gained: '#4fd0b8',
        lost: '#ff9a5c',
        before: '#b9c4d2',
        after: '#6fa8ff',
        added: '#4fd0b8',
        closed: '#ff9a5c',
        edge: '#10141a',
        gate: '#cfd8e4',
        gateGround: '#171c23',
        gateShut: '#c7d0dc',
      }
    : {
        gained: '#0b7d6b',
        lost: '#c8501b',
        before: '#46525f',
        after: '#1f5fc4',
        added: '#0b7d6b',
        closed: '#c8501b',
        edge: '#ffffff',
        gate: '#3d4a59',
        gateGround: '#ffffff',
        gateShut: '#3d4a59',
      }
