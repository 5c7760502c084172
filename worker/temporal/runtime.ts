import { DefaultLogger, Runtime } from '@temporalio/worker'
import type { Logger } from 'pino'

/** Two of our three workers run activities alone. */
const MEANT_SO = 'No workflows registered'

/** Leaves signals to `main.ts`, and sends the SDK's own words to our log. */
export function installRuntime(log: Logger): void {
  Runtime.install({
    shutdownSignals: [],
    logger: new DefaultLogger('WARN', ({ level, message, meta }) => {
      if (message.startsWith(MEANT_SO)) return
      const { activityType, workflowType, attempt, taskQueue } = meta ?? {}
      const where = { activityType, workflowType, attempt, taskQueue }
      if (level === 'ERROR') log.error(where, message)
      else log.warn(where, message)
    }),
  })
}
