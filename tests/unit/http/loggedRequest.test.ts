import { describe, expect, it } from 'vitest'
import { withoutToken } from '../../../server/http/loggedRequest.ts'

describe('the log of requests', () => {
  it('keeps no token', () => {
    expect(withoutToken('/answer/lL_v-32wj?lang=en')).toBe('/answer/…?lang=en')
    expect(withoutToken('/opinion/lL_v-32wj')).toBe('/opinion/…')
    expect(withoutToken('/open/SPnzw_dRRz')).toBe('/open/…')
    expect(withoutToken('/wall/open/SPnzw_dRRz')).toBe('/wall/open/…')
    expect(withoutToken('/trpc/issue.list?input=1')).toBe('/trpc/issue.list?input=1')
    expect(withoutToken('/openings/a')).toBe('/openings/a')
  })
})
