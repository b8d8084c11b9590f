/** What the log may keep of a request: no token of a one-time, an answer, an opinion or a wall link, whoever reads the log later. */
import type { FastifyRequest } from 'fastify'

export const withoutToken = (url: string): string =>
  url.replace(/^\/(open|answer|opinion|wall\/open)\/[^/?#]+/, '/$1/…')

export const loggedRequest = ({ method, url, ip }: FastifyRequest) => ({
  method,
  url: withoutToken(url),
  remoteAddress: ip,
})
