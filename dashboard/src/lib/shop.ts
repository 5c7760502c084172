import type { ShopResponse } from '@tidemark/api/contract'
import { createContext } from 'svelte'

/** The shop that the page is about, for components below it; a function, because it changes. */
export const [getShop, setShop] = createContext<() => ShopResponse>()
