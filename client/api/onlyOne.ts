/**
 * One of all open tabs does something at a time. Locks need a page that came by https (or from this machine); without
 * them every tab does it.
 */
export async function onlyOne<T>(name: string, work: () => Promise<T>): Promise<T> {
  if (!('locks' in navigator)) return work()
  return navigator.locks.request(name, work)
}
