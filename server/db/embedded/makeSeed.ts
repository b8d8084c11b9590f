/** Prepares the seed of the embedded database; part of the build. */
import { hasSeed, makeSeed } from './seed.ts'

if (!hasSeed()) process.stdout.write('Preparing the embedded database (once) …\n')
await makeSeed()
