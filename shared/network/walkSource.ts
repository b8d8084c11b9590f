/**
 * What a walking network is made from, whichever file it came from: places, ways over them with their OpenStreetMap
 * tags, areas, and lines nobody walks through. A place is one index; ways meet where they use the same index, and
 * nowhere else. Readers fill a `WalkSourceBuilder`; `buildNetwork.ts` decides what is walked.
 */
import { STEPS_PER_DEGREE } from '../geo/quantise.ts'

export type Tags = Readonly<Record<string, string>>

export interface SourceWay {
  /** As the file names it, such as `way/123`. */
  id: string
  tags: Tags
  /** Indexes of places, in the order of the way; at least two. */
  places: number[]
}

export interface SourceArea {
  id: string
  tags: Tags
  /** Closed rings of place indexes (first = last): outline first, then holes. */
  rings: number[][]
}

export interface WalkSource {
  /** Longitudes of the places in 1e-7 degree. */
  lons: Int32Array
  /** Latitudes of the places in 1e-7 degree. */
  lats: Int32Array
  /** Tags of those places that have any that matter here: gates, bollards, crossings. */
  placeTags: Map<number, Tags>
  ways: SourceWay[]
  areas: SourceArea[]
  /** What the reader could not use, by reason. */
  unread: Partial<Record<UnreadReason, number>>
  /** Ends of lines that lay on the middle of another and were joined to it; only in files of lines. */
  joinedEnds?: number
  /** Day of the data, `YYYY-MM-DD`; empty when the file does not say. */
  dataDate: string
  /** Whom to name beside the map. */
  attribution: string
}

/** `placeOutOfRange`: no longitude and latitude; `placeMissing`: named by a way but not in the file. */
export type UnreadReason = 'placeOutOfRange' | 'placeMissing' | 'wayTooShort' | 'areaNotClosed'

const isPlace = (lon: number, lat: number): boolean => Math.abs(lon) <= 180 && Math.abs(lat) <= 90

export class WalkSourceBuilder {
  private lons: number[] = []
  private lats: number[] = []
  private readonly byKey = new Map<string | number, number>()
  private readonly placeTags = new Map<number, Tags>()
  private readonly ways: SourceWay[] = []
  private readonly areas: SourceArea[] = []
  private readonly unread: WalkSource['unread'] = {}

  get placeCount(): number {
    return this.lons.length
  }

  countUnread(reason: UnreadReason): void {
    this.unread[reason] = (this.unread[reason] ?? 0) + 1
  }

  /**
   * The place of a key, made on first sight.
   * @param key  what makes two places one: a node id, or undefined for the coordinates themselves
   * @returns its index; -1 for what is no place on Earth (NaN, longitude over 180), counted
   */
  place(lon: number, lat: number, key?: number | string): number {
    if (!isPlace(lon, lat)) {
      this.countUnread('placeOutOfRange')
      return -1
    }
    const x = Math.round(lon * STEPS_PER_DEGREE)
    const y = Math.round(lat * STEPS_PER_DEGREE)
    const name = key ?? `${x},${y}`
    const known = this.byKey.get(name)
    if (known !== undefined) return known
    const index = this.lons.length
    this.lons.push(x)
    this.lats.push(y)
    this.byKey.set(name, index)
    return index
  }

  /** The place of a key, if there is one by now. */
  known(key: number | string): number | undefined {
    return this.byKey.get(key)
  }

  tagPlace(place: number, tags: Tags): void {
    if (place >= 0) this.placeTags.set(place, tags)
  }

  /** Missing places (-1) cut the way into runs, so that nothing is joined across a gap. */
  way(id: string, tags: Tags, places: readonly number[]): void {
    let run: number[] = []
    let runs = 0
    const flush = (): void => {
      if (run.length >= 2) {
        this.ways.push({ id, tags, places: run })
        runs++
      }
      run = []
    }
    for (const place of places) {
      if (place < 0) flush()
      else if (run.at(-1) !== place) run.push(place)
    }
    flush()
    if (runs === 0) this.countUnread('wayTooShort')
  }

  area(id: string, tags: Tags, rings: readonly (readonly number[])[]): void {
    const whole = rings.filter(
      (ring) => ring.length >= 4 && ring[0] === ring.at(-1) && !ring.some((place) => place < 0),
    )
    if (whole.length < rings.length || whole.length === 0) this.countUnread('areaNotClosed')
    if (whole.length > 0) this.areas.push({ id, tags, rings: whole.map((ring) => [...ring]) })
  }

  finish(about: { dataDate?: string; attribution?: string } = {}): WalkSource {
    return {
      lons: Int32Array.from(this.lons),
      lats: Int32Array.from(this.lats),
      placeTags: this.placeTags,
      ways: this.ways,
      areas: this.areas,
      unread: this.unread,
      dataDate: about.dataDate ?? '',
      attribution: about.attribution ?? '',
    }
  }
}
