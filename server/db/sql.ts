/** The query language of the server: drizzle's `sql` template, values always as parameters, and typed rows out. */
import { sql, type SQL } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import pg from 'pg'

export { sql, type SQL }

const dialect = new PgDialect()

const DATE = 1082
const TIMESTAMPTZ = 1184
const INT8 = 20

/** Days stay `YYYY-MM-DD`; instants become ISO text; counts become numbers (ids are selected as text). */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: string) => {
    if (oid === DATE) return (text: string) => text
    if (oid === TIMESTAMPTZ)
      return (text: string) => new Date(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')).toISOString()
    if (oid === INT8) return Number
    return pg.types.getTypeParser(oid, format as 'text')
  }) as typeof pg.types.getTypeParser,
}

/** Anything a query can be sent through: a pool or one client inside a transaction. */
export type Queryable = Pick<pg.Pool, 'query'> | Pick<pg.PoolClient, 'query'>

/** Runs one statement and gives its rows. The caller states the shape; the statement is next to it. */
export async function rows<Row>(on: Queryable, query: SQL): Promise<Row[]> {
  const { sql: text, params } = dialect.sqlToQuery(query)
  const result = await on.query({ text, values: params as unknown[], types })
  return result.rows as Row[]
}

/** The only row, or undefined. */
export async function row<Row>(on: Queryable, query: SQL): Promise<Row | undefined> {
  return (await rows<Row>(on, query))[0]
}

/** Runs a statement for its effect and gives the number of rows it touched. */
export async function run(on: Queryable, query: SQL): Promise<number> {
  const { sql: text, params } = dialect.sqlToQuery(query)
  const result = await on.query({ text, values: params as unknown[], types })
  return result.rowCount ?? 0
}

/** A PostgreSQL array as ONE parameter (drizzle spreads a plain array into a list). */
export const array = (values: readonly unknown[], type: string): SQL =>
  sql`${sql.param(values)}::${sql.raw(type)}[]`
