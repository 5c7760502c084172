export { findTemporalCli } from './find-cli.ts'
export { endLeftoverTemporal } from './orphan.ts'
export { startTemporal } from './start.ts'
