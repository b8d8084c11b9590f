/** The door of the thread: a thread does not take over from the program how TypeScript is read. */
import { register } from 'tsx/esm/api'

register()
await import('./planFileWorker.ts')
