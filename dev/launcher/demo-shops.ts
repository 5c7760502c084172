import type { RunFile } from './run-file.ts'

/** The logins of the demo shops, as `run.json` lists them. */
export type DemoShops = Pick<RunFile, 'logins' | 'agency'>

export async function connectDemoShops(
  _dataDir: string,
  _control: string,
  _environment: Readonly<Record<string, string | undefined>>,
): Promise<DemoShops> {
  return { logins: [] }
}
