export { findTemporalCli, type TemporalCli } from './find-cli.ts'
export { endLeftoverTemporal } from './orphan.ts'
export { startTemporal, type Temporal, type TemporalOptions } from './start.ts'
