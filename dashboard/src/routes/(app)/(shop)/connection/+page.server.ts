import { redirect } from '@sveltejs/kit'
import { resolve } from '$app/paths'
import { changeNames } from '#lib/settings/change-names.ts'
import type { Actions, PageServerLoad } from './$types'

/** The connection was a page of its own once; links to it, and a form left open, still work. */
export const load: PageServerLoad = () => {
  redirect(308, `${resolve('/(app)/(shop)/settings')}#connection`)
}

export const actions: Actions = { names: changeNames }
