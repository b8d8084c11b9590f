/** What the server and its database process say to each other. */
/** `open` when the directory is ready: the process starts while it is being prepared. */
export type ParentMessage = { type: 'open' } | { type: 'close' } | { type: 'fsyncs' }

export type DatabaseMessage =
  { type: 'ready'; address: string } | { type: 'failed'; message: string } | { type: 'fsyncs'; calls: number }
