/** The demo town of a first start. */
export const DEMO = { size: 'town', seed: 8415 } as const
