/**
 * A statement that begins with this is prepared under a name: each connection parses it once, and
 * plans it once where `plan_cache_mode` says so. For few, long statements that are asked for often.
 */
export const PLANNED_ONCE = '/* planned once */'
