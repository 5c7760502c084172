import { DefaultLogger, Runtime } from '@temporalio/worker'
import type { Logger } from 'pino'

/** Leaves signals to `main.ts`, and sends the SDK's own words to our log. */
export function installRuntime(log: Logger): void {
  Runtime.install({
    shutdownSignals: [],
    logger: new DefaultLogger('WARN', ({ level, message, meta }) => {
      const { activityType, workflowType, attempt, taskQueue } = meta ?? {}
      const where = { activityType, workflowType, attempt, taskQueue }
      if (level === 'ERROR') log.error(where, message)
      else log.warn(where, message)
    }),
  })
}
