import { domain } from './domain.ts'
import { errors } from './errors.ts'
import { frame } from './frame.ts'
import { map } from './map.ts'
import { overview } from './overview.ts'

/** Every message of this language; one file per place, joined here. */
export const zhCN = { ...frame, ...domain, ...map, ...overview, ...errors }
