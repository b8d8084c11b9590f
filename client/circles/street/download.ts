/** Hands a text over as a file, without the server. */
export function downloadText(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // the browser has taken hold of it by the next turn
  setTimeout(() => URL.revokeObjectURL(url), 0)
}

/** A name that every file system takes. */
export const fileName = (name: string, ending: string): string =>
  `${name.replace(/[\\/:*?"<>|\s]+/g, '_').slice(0, 60) || 'scenario'}.${ending}`
