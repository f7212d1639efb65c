// Runs before the first paint, so that a reader who chose a theme never sees the other one.
try {
  const chosen = localStorage.getItem('rollcall.theme')
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen
} catch {
  // Storage is switched off: the system's theme holds.
}
