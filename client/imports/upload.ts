/** Sends files to the server, with progress; a shapefile comes as several. */
import { importStore } from './importState.ts'

interface Refused {
  key?: string
  facts?: Record<string, string | number>
}

/** Of several files the one that a person means: a shapefile's sisters stand behind it. */
const mainOf = (files: readonly File[]): File | undefined =>
  files.find(({ name }) => /\.shp$/i.test(name)) ?? files[0]

/** @param path  where this person's files go */
export function upload(files: readonly File[], path: '/upload' | '/upload/roster'): void {
  const main = mainOf(files)
  if (!main) return
  const file = main.name
  const form = new FormData()
  for (const one of files) form.append('file', one, one.name)
  const request = new XMLHttpRequest()
  const isMine = () => {
    const state = importStore.get()
    return state.step === 'uploading' && state.file === file
  }
  const fail = (refused: Refused) => {
    if (isMine())
      importStore.set({
        step: 'failed',
        file,
        key: refused.key ?? 'imports.uploadFailed',
        facts: refused.facts,
      })
  }
  const show = (share: number) => {
    importStore.set({
      step: 'uploading',
      file,
      share,
      cancel: () => {
        importStore.set({ step: 'none' })
        request.abort()
      },
    })
  }
  show(0)
  request.upload.addEventListener('progress', ({ loaded, total }) => {
    if (isMine()) show(total > 0 ? loaded / total : 0)
  })
  request.addEventListener('error', () => fail({}))
  request.addEventListener('load', () => {
    let answer: { uploadId?: string } & Refused = {}
    try {
      answer = JSON.parse(request.responseText) as typeof answer
    } catch {
      return fail({})
    }
    if (request.status !== 200 || !answer.uploadId) return fail(answer)
    if (isMine())
      importStore.set({ step: 'choosing', uploadId: answer.uploadId, file, chosen: { mapping: {} } })
  })
  request.open('POST', path)
  request.send(form)
}
