/** Issues that were reported from this page: nobody is told of their own. */
const ids = new Set<string>()

export const noteReported = (id: string): void => void ids.add(id)

export const wasReportedHere = (id: string): boolean => ids.has(id)
