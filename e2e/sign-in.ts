import { addMembership, createDb, createUser, hashPassword } from '@tidemark/db'
import type { Browser, Page } from 'playwright-core'
import type { RunFile } from './system.ts'

/** A page of a browser of its own, signed in by the form as a person does it, at the overview. */
export async function openSignedIn(
  browser: Browser,
  run: Pick<RunFile, 'url'>,
  login: { email: string; password: string },
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-US', ...options })
  const page = await context.newPage()
  await page.goto(run.url)
  await page.getByLabel('E-mail').fill(login.email)
  await page.getByLabel('Password', { exact: true }).fill(login.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: 'Overview' }).waitFor()
  return page
}

/** The login of a demo shop, by the beginning of its domain. */
export function loginOf(run: RunFile, shop: string): RunFile['logins'][number] {
  const found = run.logins.find(({ shopDomain }) => shopDomain.startsWith(shop))
  if (!found) throw new Error(`No login for ${shop}`)
  return found
}

/** Makes an account that may look at a shop and change nothing. */
export async function addViewer(
  run: Pick<RunFile, 'databaseAppUrl'>,
  tenantId: string,
  { email, password }: { email: string; password: string },
): Promise<void> {
  const db = createDb({ url: run.databaseAppUrl, applicationName: 'e2e' })
  try {
    const userId = await createUser(db, { email, passwordHash: await hashPassword(password) })
    await addMembership(db, { userId, tenantId, role: 'viewer' })
  } finally {
    await db.destroy()
  }
}
