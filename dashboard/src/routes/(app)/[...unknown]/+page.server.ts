import { error } from '@sveltejs/kit'
import type { PageServerLoad } from './$types'

/** An address without a page: said within the frame of the others, to whoever is signed in. */
export const load: PageServerLoad = () => {
  error(404, 'The address leads to no page of this dashboard.')
}
