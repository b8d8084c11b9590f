-- Where an import gathers its rows before one statement takes them over: one table for each that rows come into.
create unlogged table staged_building (import_key text not null, row_number bigint not null, like building);
create unlogged table staged_resident (import_key text not null, row_number bigint not null, like resident);
create unlogged table staged_population_count (import_key text not null, row_number bigint not null, like population_count);
create unlogged table staged_facility (import_key text not null, row_number bigint not null, like facility);
create unlogged table staged_issue (import_key text not null, row_number bigint not null, like issue);

-- Only what the file says is staged; the rest is worked out when the rows are taken over.
do $$
declare staged record;
begin
  for staged in
    select table_name, column_name from information_schema.columns
    where table_schema = current_schema() and table_name like 'staged\_%' and is_nullable = 'NO'
      and column_name not in ('import_key', 'row_number')
  loop
    execute format('alter table %I alter column %I drop not null', staged.table_name, staged.column_name);
  end loop;
end $$;
