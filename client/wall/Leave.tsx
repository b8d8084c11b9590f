/** The one control of the wall: it leaves. Seen while the pointer moves or it is reached by keyboard, then it fades. */
import { useEffect, useState } from 'react'
import { useT } from '../i18n/i18n.ts'
import { useAddress } from '../state/addressStore.ts'
import classes from './Wall.module.css'

const SEEN = 4_000

export function Leave() {
  const t = useT()
  const language = useAddress((entry) => entry.language)
  const [isSeen, setIsSeen] = useState(true)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    const wake = () => {
      setIsSeen(true)
      clearTimeout(timer)
      timer = setTimeout(() => setIsSeen(false), SEEN)
    }
    wake()
    addEventListener('pointermove', wake)
    addEventListener('pointerdown', wake)
    return () => {
      clearTimeout(timer)
      removeEventListener('pointermove', wake)
      removeEventListener('pointerdown', wake)
    }
  }, [])
  useEffect(() => {
    document.documentElement.style.cursor = isSeen ? '' : 'none'
    return () => {
      document.documentElement.style.cursor = ''
    }
  }, [isSeen])
  return (
    <a className={classes.leave} data-seen={isSeen || undefined} href={language === 'en' ? '/?lang=en' : '/'}>
      {t('wall.leave')}
    </a>
  )
}
