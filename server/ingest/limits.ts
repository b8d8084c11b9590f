/**
 * Limits that keep memory bounded whatever a file holds. Chosen well above what real files need;
 * a file beyond one of them is answered with a fault or a refusal that names the limit.
 */

/** One attribute value; longer is a fault of its row. */
export const MAX_VALUE_CHARS = 1_000_000

/** One row or feature as text; longer means a lost quote or bracket, and the file is refused. */
export const MAX_RECORD_BYTES = 128 * 1024 * 1024

/** Columns of a table, or properties of a feature. */
export const MAX_FIELDS = 10_000

/** Formats that can only be read whole (TopoJSON, KML). */
export const MAX_WHOLE_FILE_BYTES = 256 * 1024 * 1024

/** All that an archive may unpack to. */
export const MAX_UNPACKED_BYTES = 4 * 1024 * 1024 * 1024

/** An entry that grows more than this is a bomb; deflate can reach 1032, honest data stays below 100 or so. */
export const MAX_UNPACK_RATIO = 200

/** Small entries may have any ratio: an empty table packs very well. */
export const RATIO_FREE_BYTES = 10 * 1024 * 1024

export const MAX_ARCHIVE_ENTRIES = 10_000

/** Rows that are looked at for field types, box and coordinate system. */
export const SAMPLE_ROWS = 200

/** Rows of the sample that are handed out, to show. */
export const SHOWN_ROWS = 20

/** Positions of the sample that the coordinate system is judged by. */
export const SAMPLE_POSITIONS = 2_000

/** Characters of a found value that a fault repeats. */
export const FOUND_CHARS = 40
