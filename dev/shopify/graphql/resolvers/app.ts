import type { RequestContext } from '../context.ts'
import { toGlobalId } from '../global-id.ts'
import { typeResolvers } from '../resolver.ts'
import { API_VERSION } from '../schema.ts'
import { emptyList, metafields, nothing } from './absent.ts'

/** The one app that is installed in every shop of the world. */
const APP_ID = 1

function accessScopes(handles: readonly string[]) {
  return handles.map((handle) => ({ handle, description: describe(handle) }))
}

/** "read_all_orders" → "Read all orders". */
function describe(handle: string): string {
  const words = handle.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** `AppInstallation`: of the app whose token was sent. */
export const appInstallation = typeResolvers<unknown>({
  ...metafields,
  id: (_, __, { state }) => toGlobalId('AppInstallation', state.shop.id),
  app: () => ({}),
  accessScopes: (_, __, { scopes }) => accessScopes(scopes),
  activeSubscriptions: emptyList,
  uninstallUrl: nothing,
})

/** `App`. */
export const app = typeResolvers<unknown>({
  id: () => toGlobalId('App', APP_ID),
  title: () => 'Tidemark',
  handle: () => 'tidemark',
  apiKey: (_, __, { clientId }: RequestContext) => clientId,
  embedded: () => false,
  published: () => false,
  shopifyDeveloped: () => false,
  previouslyInstalled: () => true,
  installation: () => ({}),
  requestedAccessScopes: (_, __, { state }) => accessScopes(state.shop.appScopes),
  optionalAccessScopes: emptyList,
  webhookApiVersion: () => API_VERSION,
})

/** True for the id of the app that the world has. */
export function isInstalledApp(id: number): boolean {
  return id === APP_ID
}
