import { type Ports, PORT_VARIABLES } from '../config.ts'
import { findFreePort, isPortFree } from '../processes/free-port.ts'

const NAMES: Readonly<Record<keyof Ports, string>> = {
  web: 'the dashboard and the API',
  postgres: 'the embedded Postgres',
  temporal: "Temporal's dev server",
  temporalUi: "Temporal's UI",
  shopify: 'the stand-in Shopify',
}

/**
 * Settles the ports of the parts that will run: 0 becomes a free port, and a taken one is an error
 * that names the variable to change. All are looked at before anything is started.
 */
export async function settlePorts(
  ports: Ports,
  parts: readonly (keyof Ports)[],
): Promise<Record<keyof Ports, number>> {
  const settled: Record<keyof Ports, number> = { ...ports }
  const taken: string[] = []
  const given = new Set<number>()
  for (const part of parts) {
    const [variable] = PORT_VARIABLES[part]
    const port = ports[part]
    if (port === 0) continue
    if (given.has(port)) taken.push(`Port ${port} is given to two parts: change ${variable}.`)
    else if (!(await isPortFree(port))) {
      taken.push(
        `Port ${port}, for ${NAMES[part]}, is taken by another program. ` +
          `End that program, or choose another port with ${variable} (0 takes a free one).`,
      )
    }
    given.add(port)
  }
  if (taken.length > 0) throw new Error(taken.join('\n'))
  for (const part of parts) {
    while (settled[part] === 0) {
      const port = await findFreePort()
      if (!given.has(port)) settled[part] = port
      given.add(port)
    }
  }
  return settled
}
