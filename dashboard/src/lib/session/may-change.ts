import { createContext } from 'svelte'

/** Whether the reader may change the shop: its owners may, others only look. */
export const [getMayChange, setMayChange] = createContext<() => boolean>()
