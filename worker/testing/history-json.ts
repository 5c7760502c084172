import proto from '@temporalio/proto'

const { History } = proto.temporal.api.history.v1

type HistoryMessage = proto.temporal.api.history.v1.IHistory

/**
 * A history as readable JSON, bytes in base64. (The SDK's own conversion needs its packages to share
 * one copy of protobufjs, which npm does not promise.)
 */
export function historyToText(history: HistoryMessage): string {
  const json = History.toObject(History.fromObject(history), {
    bytes: String,
    enums: String,
    longs: String,
  })
  return `${JSON.stringify(json, null, 1)}\n`
}

export function historyFromText(text: string): HistoryMessage {
  return History.fromObject(JSON.parse(text) as Record<string, unknown>)
}
