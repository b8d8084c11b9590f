/** The wall has an address of its own: `/wall`, dark unless `look=light`, in the language that `lang` says. */
export const WALL_PATH = '/wall'

export const isWall = (path = location.pathname): boolean => path === WALL_PATH

export const wallLook = (search = location.search): 'dark' | 'light' =>
  new URLSearchParams(search).get('look') === 'light' ? 'light' : 'dark'
