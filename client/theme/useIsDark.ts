/** Whether the dark look is on, for what is not drawn by CSS: the map and its layers. */
import { useComputedColorScheme } from '@mantine/core'

export const useIsDark = (): boolean => useComputedColorScheme('light') === 'dark'
