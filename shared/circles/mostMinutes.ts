/** How far ways are looked for at all, and the longest circle that can be asked for on the page: two hours. */
export const MOST_WALK_MINUTES = 120
