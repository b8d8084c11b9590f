/**
 * Pages for paper, or for a PDF of the browser. They hang beside the page and are seen in print only; while they are
 * there, nothing else is printed.
 */
import type { ReactNode } from 'react'
import { createPortal } from 'react-dom'
import classes from './PrintPages.module.css'

export function PrintPages({ children }: { children: ReactNode }) {
  return createPortal(
    <div className={classes.pages} data-print-pages>
      {children}
    </div>,
    document.body,
  )
}

/** Prints what hangs there once its pictures are shown. @returns when the person is done with it */
export async function printPages(): Promise<void> {
  await Promise.all(
    [...document.querySelectorAll<HTMLImageElement>('[data-print-pages] img')].map((image) => image.decode()),
  )
  const done = new Promise<void>((resolve) => addEventListener('afterprint', () => resolve(), { once: true }))
  print()
  await done
}
