/** The process that unpacks one HEIC photo: told its size first, and asked to go on, it sends the pixels and ends. */
import decode from 'heic-decode'
import type { HeicAnswer } from './heicPixels.ts'

const send = (answer: HeicAnswer): Promise<void> =>
  new Promise((sent) => process.send!(answer, undefined, undefined, () => sent()))
const asked = (): Promise<unknown> => new Promise((take) => process.once('message', take))

async function main(): Promise<void> {
  const bytes = (await asked()) as Uint8Array
  const [image] = await decode.all({ buffer: bytes })
  if (!image) return
  await send({ kind: 'size', width: image.width, height: image.height })
  await asked()
  const { width, height, data } = await image.decode()
  await send({ kind: 'pixels', width, height, data: new Uint8Array(data) })
}

main().finally(() => process.disconnect())
