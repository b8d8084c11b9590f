/** Kept answers side by side: a letter and a colour each, told apart by either. */
export const STUDY_MARKS = [
  { letter: 'A', colour: '#0b6e4f' },
  { letter: 'B', colour: '#7a3fa0' },
  { letter: 'C', colour: '#a3470b' },
] as const
