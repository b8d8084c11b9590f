-- Where a partition is gathered, repaired and checked as a whole before its boundary versions are stored.
create unlogged table unit_staging (
  import_key text not null,
  row_number bigint not null,
  code text not null,
  name text not null,
  level text not null,
  parent_code text,
  kind text not null,
  path text not null,
  street_code text not null,
  valid_from date not null,
  content_hash text not null,
  boundary geometry(MultiPolygon, 4326),
  primary key (import_key, code)
);
create index unit_staging_boundary on unit_staging using gist (boundary);
