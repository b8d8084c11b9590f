/** What the benches use of JSTS, which has no types of its own. */
declare module 'jsts/org/locationtech/jts/io/GeoJSONReader.js' {
  export interface JstsGeometry {
    getArea(): number
    isEmpty(): boolean
  }
  export default class GeoJSONReader {
    read(geometry: object): JstsGeometry
  }
}
declare module 'jsts/org/locationtech/jts/operation/overlay/OverlayOp.js' {
  import type { JstsGeometry } from 'jsts/org/locationtech/jts/io/GeoJSONReader.js'
  type Overlay = (one: JstsGeometry, other: JstsGeometry) => JstsGeometry
  const OverlayOp: { intersection: Overlay; difference: Overlay; union: Overlay }
  export default OverlayOp
}
