/**
 * Pages that stand by themselves, before anybody is signed in: one card, no script, nothing from elsewhere. Colours and
 * measures are those of the sign-in page, `client/theme/tokens.css`.
 */

/** Stricter than the page's own policy: no script at all. */
export const plainPagePolicy = (nonce: string): string =>
  [
    "default-src 'none'",
    `style-src 'nonce-${nonce}'`,
    "img-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join(';')

const STYLE = `
:root{color-scheme:light dark;--sunk:#f4f6f8;--surface:#fff;--ink:#1b2430;--soft:#536070;--line:#dfe4ea;--accent:#1f5fc4;--on:#fff;--shadow:0 1px 2px rgb(20 30 45/.08),0 4px 14px rgb(20 30 45/.1)}
@media(prefers-color-scheme:dark){:root{--sunk:#10141a;--surface:#171c23;--ink:#e6ebf1;--soft:#9fabb9;--line:#2a333f;--accent:#7db0ff;--on:#0c1522;--shadow:0 1px 2px rgb(0 0 0/.5),0 6px 18px rgb(0 0 0/.45)}}
html,body{height:100%;margin:0}
body{display:grid;grid-template-columns:minmax(0,380px);place-content:safe center;box-sizing:border-box;padding:24px 16px;background:var(--sunk);color:var(--ink);font:14px/1.5 system-ui,-apple-system,"Segoe UI","Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif}
main{display:flex;flex-direction:column;gap:16px;box-sizing:border-box;padding:32px;background:var(--surface);border:1px solid var(--line);border-radius:12px;box-shadow:var(--shadow)}
h1{display:flex;align-items:center;gap:10px;margin:0;font-size:20px;font-weight:600}
p,form{margin:0}
[lang=en]{color:var(--soft)}
h1 [lang=en]{font-weight:400}
button{width:100%;min-height:44px;padding:8px 16px;border:0;border-radius:6px;background:var(--accent);color:var(--on);font:inherit;font-weight:600;cursor:pointer}
button [lang=en]{margin-left:4px;color:inherit;font-weight:400}
button:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
@media(max-width:767px){main{padding:24px}}
`

export interface PlainPage {
  /** Of this answer's policy, for the style. */
  nonce: string
  lang: 'zh-CN' | 'en'
  title: string
  /** Rules of this page alone. */
  style?: string
  /** What follows the brand in the card; texts from outside are escaped. */
  content: string
  /** The brand line. */
  brand: string
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text as it stands in a page. */
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign]!)

export const plainPage = ({
  nonce,
  lang,
  title,
  style = '',
  content,
  brand,
}: PlainPage): string => `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="icon" type="image/svg+xml" href="/icon.svg">
<style nonce="${nonce}">${STYLE}${style}</style>
</head>
<body>
<main>
${brand}
${content}
</main>
</body>
</html>
`
