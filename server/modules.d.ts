/** Modules without types of their own. */
declare module 'heic-decode' {
  interface HeicImage {
    width: number
    height: number
    decode(): Promise<{ width: number; height: number; data: Uint8ClampedArray }>
  }
  const decode: { all(file: { buffer: Uint8Array }): Promise<HeicImage[]> }
  export default decode
}
