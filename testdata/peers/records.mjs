// Prices cluster episodes as parity price does, in DuckDB: see records.awk for the files. The
// folder of node_modules is the second argument.
import { createRequire } from 'node:module'
const { DuckDBInstance } = createRequire(process.argv[3] + '/')('@duckdb/node-api')
const db = await (await DuckDBInstance.create(':memory:', { threads: process.argv[4] })).connect()
await db.run(`create table e as select provider, currency, start, coalesce("end", date '2200-01-01') as until
  from read_csv('${process.argv[2]}', header = true, delim = ',', columns = {person: 'varchar', provider: 'varchar', commissioner: 'varchar', currency: 'varchar', start: 'date', "end": 'date'})`)
await db.run(`create table months as select row_number() over (order by day) - 1 as month, date '1970-03-01' + (day - 719527)::integer as first, lead(day) over (order by day) - day as days
  from read_csv('months.csv', header = false, columns = {day: 'bigint'})`)
await db.run(`create table rates as select * from read_csv('rates.csv', header = false, columns = {provider: 'varchar', currency: 'varchar', month: 'bigint', over: 'bigint', under: 'bigint'})`)
const months = (await db.runAndReadAll('select month, first::varchar, days from months where days is not null order by month')).getRows()
for (const [month, first, days] of months) {
  // So many records of a provider and currency have so many days: priced once for all of them.
  const found = await db.runAndReadAll(`select sum(n * ((2 * days * over + under) // (2 * under)))::bigint from
    (select provider, currency, least(until, date '${first}' + ${days}) - greatest(start, date '${first}') as days, count(*) as n
     from e where start < date '${first}' + ${days} and until > date '${first}' group by all) join rates using (provider, currency) where month = ${month}`)
  console.log(`${month} ${found.getRows()[0][0]}`)
}
