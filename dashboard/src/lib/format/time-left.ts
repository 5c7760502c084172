/** "about 25 s left", "about 4 min left", "about 1 h 20 min left": no finer than an estimate is. */
export function formatTimeLeft(seconds: number): string {
  if (seconds < 8) return 'a few seconds left'
  if (seconds < 58) return `about ${Math.round(seconds / 5) * 5} s left`
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return `about ${minutes} min left`
  const tens = Math.round(minutes / 10) * 10
  const hours = Math.floor(tens / 60)
  return tens % 60 === 0 ? `about ${hours} h left` : `about ${hours} h ${tens % 60} min left`
}
