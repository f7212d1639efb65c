import { useState } from 'react'

export type Theme = 'system' | 'light' | 'dark'

// `public/theme.js` reads the same before the first paint.
const stored = 'rollcall.theme'

const chosen = (): Theme => {
  const { theme } = document.documentElement.dataset
  return theme === 'light' || theme === 'dark' ? theme : 'system'
}

const choose = (theme: Theme) => {
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
  try {
    localStorage.setItem(stored, theme)
  } catch {
    // Storage is switched off: the choice holds for this page.
  }
}

/** The theme of this browser. */
export const useTheme = (): [Theme, (theme: Theme) => void] => {
  const [theme, setTheme] = useState(chosen)
  return [
    theme,
    next => {
      choose(next)
      setTheme(next)
    },
  ]
}
