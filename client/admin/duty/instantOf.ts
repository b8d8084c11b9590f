/** `YYYY-MM-DD HH:mm` as written for the office, as an instant. */
export const instantOf = (text: string): string => `${text.slice(0, 10)}T${text.slice(11, 16)}:00+08:00`
