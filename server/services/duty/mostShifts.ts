/** Most shifts of one unit: a slip of the hand, or of a file, ends here. */
export const MOST_SHIFTS = 400
