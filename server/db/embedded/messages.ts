/** What the server and its database process say to each other. */
export type ParentMessage = { type: 'close' } | { type: 'fsyncs' }

export type DatabaseMessage =
  { type: 'ready'; address: string } | { type: 'failed'; message: string } | { type: 'fsyncs'; calls: number }
