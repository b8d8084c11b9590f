/** Where the boundaries in force on a day come from; another revision is another address. */
export function unitsAddress(at: string | undefined, revision: string): string {
  const query = new URLSearchParams({ ...(at ? { at } : {}), rev: revision })
  return `${location.origin}/map/units.geojson?${query}`
}
