import type { RunFile } from './run-file.ts'

/**
 * The last lines of a start: where to go and how to come in.
 * @param setupCode what makes the first account, while there is none
 */
export function describeRun(run: RunFile, dataDir: string, setupCode?: string): string {
  const logins = [
    ...run.logins.map(({ email, password, shopDomain }) => [shopDomain, email, password]),
    ...(run.agency === undefined
      ? []
      : [['all three shops', run.agency.email, run.agency.password]]),
  ]
  const widths = [0, 1].map((column) =>
    Math.max(0, ...logins.map((login) => login[column]?.length ?? 0)),
  )
  const rows = logins.map((login) =>
    login.map((text, column) => text.padEnd(widths[column] ?? 0)).join('  '),
  )
  return [
    '',
    `  Tidemark is ready   ${run.url}`,
    '',
    ...rows.map((row) => `    ${row}`),
    ...(rows.length > 0
      ? ['']
      : setupCode === undefined
        ? ['    No demo shops: sign in there, or see npm run shop -- list', '']
        : [
            `    There is no account yet. Make the first one at ${run.url}/setup`,
            `    Code: ${setupCode}`,
            '',
          ]),
    ...(run.shopifyControl === undefined
      ? []
      : [
          `  Stand-in Shopify    ${run.shopifyControl} has one more shop, to be installed by clicking`,
        ]),
    ...(run.temporalUi === '' ? [] : [`  Temporal UI         ${run.temporalUi}`]),
    `  Data and logs       ${dataDir}`,
    '',
    '  Ctrl-C stops everything.',
    '',
  ].join('\n')
}
