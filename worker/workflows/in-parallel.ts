import { CancellationScope } from '@temporalio/workflow'

/** Runs all at once. When one fails the others are cancelled, and waited for, before it is thrown. */
export async function inParallel(tasks: readonly (() => Promise<void>)[]): Promise<void> {
  const scope = new CancellationScope()
  await scope.run(async () => {
    const running = tasks.map((task) => task())
    try {
      await Promise.all(running)
    } catch (error) {
      scope.cancel()
      await Promise.allSettled(running)
      throw error
    }
  })
}
