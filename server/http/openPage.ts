/**
 * The page behind a one-time link: one button. Programs that look at links before people do (previews, prefetch, mail
 * filters) ask by GET and must not use the link up. It holds no script and nothing of the link; who opens it is not
 * known yet, so it speaks both languages.
 */
import { plainPage } from './plainPage.ts'

const page = (nonce: string, content: string): string =>
  plainPage({
    nonce,
    lang: 'zh-CN',
    title: '一刻格 Quarterhour',
    brand:
      '<h1><img src="/icon.svg" alt="" width="28" height="28"><span>一刻格 <span lang="en">Quarterhour</span></span></h1>',
    content,
  })

/** @param nonce  of this answer's policy, for the style */
export const openPage = (nonce: string): string =>
  page(
    nonce,
    `<p>这是您的一次性登录链接。点按钮即登录，链接随之失效。</p>
<p lang="en">This is your one-time link. The button signs you in and uses it up.</p>
<form method="post"><button type="submit">登录 <span lang="en">Sign in</span></button></form>`,
  )

/** When links were tried too often from one place: nothing is used up, and the button tries again. */
export const openLaterPage = (nonce: string): string =>
  page(
    nonce,
    `<p>尝试次数过多，请过一分钟再点按钮。链接没有失效。</p>
<p lang="en">Too many attempts. Wait a minute, then use the button again; the link has not been used up.</p>
<form method="post"><button type="submit">再试一次 <span lang="en">Try again</span></button></form>`,
  )

/** Behind a link that makes this browser a screen of the wall. */
export const openWallPage = (nonce: string): string =>
  page(
    nonce,
    `<p>点按钮，本机的浏览器就成为一块大屏：只显示诉求处置的数字和地图，不登录任何账号。链接随之失效。</p>
<p lang="en">The button makes this browser a wall screen: it shows figures and the map of the issues and signs nobody in. The link is used up.</p>
<form method="post"><button type="submit">打开大屏 <span lang="en">Open the wall</span></button></form>`,
  )

/** Where such a link cannot be used any more. */
export const wallLinkUsedPage = (nonce: string): string =>
  page(
    nonce,
    `<p>这个大屏链接已经用过、已过期或已停用。请管理员在“管理 › 账号”里重新生成。</p>
<p lang="en">This wall link was used, has expired or was ended. An administrator makes a new one under Administration, Accounts.</p>`,
  )
