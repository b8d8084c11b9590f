/** Mantine dressed in the page's own tokens: system fonts, 14 px, small radius, one accent. */
import {
  createTheme,
  type CSSVariablesResolver,
  type MantineColorsTuple,
  defaultVariantColorsResolver,
  type VariantColorsResolver,
} from '@mantine/core'
import { translate } from '../i18n/i18n.ts'

const accent: MantineColorsTuple = [
  '#eaf1fd',
  '#d3e1f8',
  '#a6c2f0',
  '#7db0ff',
  '#5b93ee',
  '#3a78db',
  '#1f5fc4',
  '#184fa6',
  '#133f86',
  '#0d2f66',
]

/** Mantine's greys of the dark look, in the page's own cool tone: text first, deepest ground last. */
const dark: MantineColorsTuple = [
  '#e6ebf1',
  '#c9d1db',
  '#9fabb9',
  '#6b7787',
  '#3d4957',
  '#2f3945',
  '#1e252e',
  '#171c23',
  '#12171d',
  '#0d1116',
]

export const FONT_FAMILY =
  '-apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "Segoe UI", sans-serif'

/** Text on the accent is a token: it changes with light and dark by itself, also where nothing is drawn anew. */
const filledByToken: VariantColorsResolver = (input) => {
  const colours = defaultVariantColorsResolver(input)
  const isAccent = input.color === undefined || input.color === 'accent'
  return input.variant === 'filled' && isAccent ? { ...colours, color: 'var(--qh-on-accent)' } : colours
}

export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 6, dark: 3 },
  colors: { accent, dark },
  autoContrast: true,
  variantColorResolver: filledByToken,
  fontFamily: FONT_FAMILY,
  fontFamilyMonospace: 'ui-monospace, "SF Mono", Consolas, "Noto Sans Mono CJK SC", monospace',
  fontSizes: { xs: '12px', sm: '14px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '1.5', sm: '1.5', md: '1.5', lg: '1.5', xl: '1.4' },
  headings: { fontWeight: '600' },
  defaultRadius: 6,
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'sm' } },
    InputWrapper: { defaultProps: { labelProps: { fz: 12, fw: 400, c: 'var(--qh-ink-soft)' } } },
    Tooltip: { defaultProps: { openDelay: 300, withArrow: false, fz: 12 } },
    Modal: { defaultProps: { centered: true, lockScroll: false, transitionProps: { duration: 120 } } },
    Menu: { defaultProps: { transitionProps: { duration: 80 } } },
    Popover: { defaultProps: { transitionProps: { duration: 80 } } },
    Notification: {
      // In the language of the moment.
      defaultProps: () => ({ closeButtonProps: { 'aria-label': translate('panel.close') } }),
      styles: { description: { color: 'var(--qh-ink-soft)' } },
    },
  },
})

/** Mantine's own variables point at our tokens, so that both agree in light and dark. */
const shared = {
  '--mantine-color-body': 'var(--qh-surface)',
  '--mantine-color-text': 'var(--qh-ink)',
  '--mantine-color-dimmed': 'var(--qh-ink-soft)',
  '--mantine-color-default': 'var(--qh-surface)',
  '--mantine-color-default-hover': 'var(--qh-surface-hover)',
  '--mantine-color-default-border': 'var(--qh-line-strong)',
  '--mantine-color-placeholder': 'var(--qh-ink-soft)',
}
export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light: shared, dark: shared })

export const styleNonce = (): string =>
  document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''
