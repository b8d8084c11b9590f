/** Modules without types of their own. */
declare module 'maplibre-gl/dist/maplibre-gl-csp.js' {
  import * as maplibre from 'maplibre-gl'
  export default maplibre
}
