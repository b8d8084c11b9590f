/** Comments with the number that they have on the map and in the list: by age, so that it never changes. */
export const numbered = <Comment>(comments: readonly Comment[]): { comment: Comment; number: number }[] =>
  comments.map((comment, i) => ({ comment, number: i + 1 }))
