/** Where tiles come from; the revision makes a changed map a new address, so that caches never show the old one. */
export const tileAddress = (layer: 'basemap' | 'buildings', revision: string): string =>
  `${location.origin}/tiles/${layer}/{z}/{x}/{y}.mvt?rev=${encodeURIComponent(revision)}`
