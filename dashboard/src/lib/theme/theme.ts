export const themes = ['system', 'light', 'dark'] as const

export type Theme = (typeof themes)[number]

/** Read by the server, so that the first paint has the right colours already. */
export const themeCookie = 'tidemark_theme'

export function toTheme(value: string | undefined): Theme {
  return themes.find((theme) => theme === value) ?? 'system'
}

/** The attribute on <html>; none for system, where the style sheet follows the device. */
export function themeAttribute(theme: Theme): string {
  return theme === 'system' ? '' : `data-theme="tidemark-${theme}"`
}
