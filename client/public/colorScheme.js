// Sets light or dark before the first paint, so that a dark wall never flashes white. The wall is dark unless asked.
try {
  const isWall = location.pathname === '/wall'
  const isLightWall = new URLSearchParams(location.search).get('look') === 'light'
  const stored = localStorage.getItem('mantine-color-scheme-value')
  const isDark =
    stored === 'dark' || (stored !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  const isSeenDark = isWall ? !isLightWall : isDark
  document.documentElement.setAttribute('data-mantine-color-scheme', isSeenDark ? 'dark' : 'light')
} catch {
  document.documentElement.setAttribute('data-mantine-color-scheme', 'light')
}
