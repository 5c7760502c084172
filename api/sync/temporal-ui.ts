import type { Dependencies } from '../dependencies.ts'
import type { TemporalUi } from './to-run.ts'

export function temporalUiOf({ config, temporal }: Dependencies): TemporalUi {
  return { url: config.temporalUiUrl, namespace: temporal.options.namespace }
}
