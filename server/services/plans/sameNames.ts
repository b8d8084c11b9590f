/**
 * People of the same name in the same role, told apart by a grid of theirs where they are surely two: both sign in by
 * other accounts, or have other telephones. Else they are the same person, as on the day of a hand-over.
 */
import type { StaffMark } from '../../db/planPublishing.ts'

type Post = Pick<StaffMark, 'unitCode' | 'role' | 'personName'>

const differ = (one: string | null, other: string | null): boolean =>
  one !== null && other !== null && one !== other

const areTwo = (one: StaffMark, other: StaffMark): boolean =>
  one.unitCode !== other.unitCode && (differ(one.account, other.account) || differ(one.phone, other.phone))

const postKey = ({ unitCode, role, personName }: Post): string => `${unitCode} ${role} ${personName}`

/**
 * @param nameOf  of a grid, by its code
 * @returns for somebody in a grid: the name of the grid by which they are told from others, where there are such
 */
export function tellApart(
  marks: readonly StaffMark[],
  nameOf: (code: string) => string,
): (post: Post) => string | undefined {
  const named = new Map<string, StaffMark[][]>()
  for (const mark of marks) {
    const key = `${mark.role} ${mark.personName}`
    const people = named.get(key) ?? []
    named.set(key, people)
    const same = people.find((posts) => !posts.some((post) => areTwo(post, mark)))
    if (same) same.push(mark)
    else people.push([mark])
  }
  const apart = new Map<string, string>()
  for (const people of named.values())
    if (people.length > 1)
      for (const posts of people)
        for (const post of posts) apart.set(postKey(post), nameOf(posts[0]!.unitCode))
  return (post) => apart.get(postKey(post))
}
