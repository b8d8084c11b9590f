/** Whether the page was opened by a one-time link that no longer works; read before the address is rewritten. */
export const isLinkUsed = new URLSearchParams(location.search).has('linkUsed')
