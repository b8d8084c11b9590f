/** A rule says no: a message key and facts. The page's catalogue and the command line hold the sentences. */
import { TRPCError } from '@trpc/server'

export type RefusalCode =
  | 'BAD_REQUEST'
  | 'UNAUTHORIZED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'CONFLICT'
  | 'PAYLOAD_TOO_LARGE'
  | 'TOO_MANY_REQUESTS'

export class Refusal extends TRPCError {
  constructor(
    code: RefusalCode,
    readonly key: string,
    readonly facts: Record<string, string | number> = {},
  ) {
    super({ code, message: key })
    this.name = 'Refusal'
  }
}
