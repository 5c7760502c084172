import { CancellationScope, proxyActivities } from '@temporalio/workflow'
import type { Activities } from '../activities/types.ts'
import { type ConnectShopInput, type ConnectShopResult, TASK_QUEUES } from '../contract.ts'
import { explainFailure } from './explain-failure.ts'

const activities = proxyActivities<Activities>({
  taskQueue: TASK_QUEUES.sync,
  startToCloseTimeout: '2 minutes',
  // A browser waits: what does not pass within minutes is told.
  scheduleToCloseTimeout: '5 minutes',
  retry: {
    initialInterval: '500 milliseconds',
    backoffCoefficient: 2,
    maximumInterval: '10 seconds',
  },
})

/** Lets a shop in that waits in `connection_requests`; whatever comes of it stands there in the end. */
export async function connectShop(input: ConnectShopInput): Promise<ConnectShopResult> {
  try {
    return await activities.connectShop(input)
  } catch (error) {
    const { sentence, action } = explainFailure(error)
    await CancellationScope.nonCancellable(() =>
      activities.failConnection({ ...input, sentence, action }),
    )
    return { connected: false }
  }
}
