/** What can be ended. */
export interface Stoppable {
  readonly stop: () => Promise<void>
}

/** Parts in the order in which they were started, to be ended in the opposite one. */
export interface Layers {
  /** Waits for parts that start side by side and rest on all earlier layers. */
  readonly add: <T extends readonly Promise<Stoppable>[]>(
    parts: readonly [...T],
  ) => Promise<{ [K in keyof T]: Awaited<T[K]> }>
  /** Ends every part, those too that were still starting, the latest layer first. */
  readonly stop: () => Promise<void>
}

export function createLayers(): Layers {
  const layers: (readonly Promise<Stoppable>[])[] = []
  return {
    add: async (parts) => {
      layers.push(parts)
      return await Promise.all(parts)
    },
    stop: async () => {
      for (const layer of layers.splice(0).toReversed()) {
        const settled = await Promise.allSettled(layer)
        await Promise.allSettled(
          settled.map(async (part) =>
            part.status === 'fulfilled' ? await part.value.stop() : undefined,
          ),
        )
      }
    },
  }
}
