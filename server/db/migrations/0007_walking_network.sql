-- Walking networks as the one file that browser, worker and server load; the hash of the content is its name.
create table walking_network (
  hash text primary key,
  source text not null,
  file bytea not null,
  -- what the import saw: kinds, parts, what was left out and why
  report jsonb not null,
  imported_at timestamptz not null default now()
);
alter table walking_network alter column file set storage external;
