/**
 * The colours of a stack's parts, from the lowest up: neighbours differ in lightness, so that grey
 * tells them apart too. The last one is for what is left over.
 */
export const stackTones = [
  { fill: 'fill-primary', swatch: 'bg-primary' },
  { fill: 'fill-primary/45', swatch: 'bg-primary/45' },
  { fill: 'fill-accent/55', swatch: 'bg-accent/55' },
  { fill: 'fill-primary/20', swatch: 'bg-primary/20' },
  { fill: 'fill-accent', swatch: 'bg-accent' },
  { fill: 'fill-muted/40', swatch: 'bg-muted/40' },
] as const
