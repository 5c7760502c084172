/** The colours of a stack's parts, from the lowest up: dark to light, so that grey tells them apart. */
export const stackTones = [
  { fill: 'fill-primary', swatch: 'bg-primary' },
  { fill: 'fill-primary/45', swatch: 'bg-primary/45' },
  { fill: 'fill-accent/55', swatch: 'bg-accent/55' },
] as const
