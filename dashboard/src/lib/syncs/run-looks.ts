import type { Run } from '@tidemark/api/contract'

interface Look {
  /** In the legend, after a count. */
  word: string
  /** Classes of a bar. */
  bar: string
  dashes?: string
  /** Above a bar, so that its colour is not the only sign; and its class. */
  sign?: string
  text: string
}

/** How the outcome of a run is drawn. */
export const looks: Record<Run['state'], Look> = {
  completed: { word: 'completed', bar: 'fill-primary stroke-primary', text: 'text-primary' },
  completed_with_rejects: {
    word: 'with rejected rows',
    bar: 'fill-accent stroke-accent',
    sign: '△',
    text: 'text-accent',
  },
  failed: { word: 'failed', bar: 'fill-error stroke-error', sign: '✕', text: 'text-error' },
  cancelled: {
    word: 'cancelled',
    bar: 'fill-none stroke-muted',
    dashes: '2 2',
    sign: '○',
    text: 'text-muted',
  },
  running: {
    word: 'running',
    bar: 'fill-none stroke-primary',
    dashes: '1 3',
    text: 'text-primary',
  },
}
