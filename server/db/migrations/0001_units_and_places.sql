-- Units with boundary versions, and what is linked to them: buildings, residents, counts, facilities, issues.
-- Each linked row holds the link in force now (unit_code, area_path, linked_from); earlier links stand in link_history.
-- area_path is '/street/community/grid/': everything below a unit begins with its path. Rows carry street_code, so
-- that large installations can partition by it. Geometry is EPSG:4326. Days are Asia/Shanghai calendar days.
create extension if not exists postgis;

create table setting (
  key text primary key,
  value jsonb not null
);

create table unit (
  code text primary key,
  level text not null check (level in ('street', 'community', 'grid'))
);

create table unit_version (
  id bigint generated always as identity primary key,
  unit_code text not null references unit (code),
  name text not null,
  level text not null check (level in ('street', 'community', 'grid')),
  parent_code text references unit (code),
  kind text not null default 'ordinary' check (kind in ('ordinary', 'dedicated')),
  path text not null,
  street_code text not null,
  valid_from date not null,
  valid_to date,
  boundary geometry(MultiPolygon, 4326) not null,
  area_m2 double precision not null,
  content_hash text not null,
  check (valid_to is null or valid_to > valid_from)
);
create unique index unit_version_start on unit_version (unit_code, valid_from);
create index unit_version_path on unit_version (path text_pattern_ops);
create index unit_version_boundary on unit_version using gist (boundary);

-- Two versions of one unit are never in force on the same day.
create function unit_version_no_overlap() returns trigger language plpgsql as $$
begin
  if exists (
    select 1 from unit_version other
    where other.unit_code = new.unit_code and other.id <> new.id
      and other.valid_from < coalesce(new.valid_to, 'infinity'::date)
      and coalesce(other.valid_to, 'infinity'::date) > new.valid_from
  ) then
    raise exception 'unit % has two versions in force on one day', new.unit_code using errcode = 'exclusion_violation';
  end if;
  return null;
end $$;
create constraint trigger unit_version_no_overlap after insert or update on unit_version
  deferrable initially deferred for each row execute function unit_version_no_overlap();

create table building (
  code text primary key,
  name text not null default '',
  address text not null default '',
  use text not null default 'residential',
  floors integer,
  dwellings integer,
  vacant_dwellings integer,
  compound text,
  footprint geometry(MultiPolygon, 4326),
  location geometry(Point, 4326),
  floor_area_m2 double precision not null default 0,
  valid_from date,
  valid_to date,
  stated_unit text,
  unit_code text,
  area_path text not null default '',
  street_code text not null default '',
  linked_from date,
  link_state text not null default 'unlinked' check (link_state in ('linked', 'unlinked', 'disagrees')),
  link_reason text,
  content_hash text not null
);
create index building_area on building (area_path text_pattern_ops);
create index building_location on building using gist (location);
create index building_address on building (address);

create table resident (
  id text primary key,
  name_cipher bytea,
  name_masked text not null default '',
  identity_cipher bytea,
  identity_masked text,
  identity_index bytea,
  phone_cipher bytea,
  phone_masked text,
  phone_index bytea,
  birth_date date,
  sex text check (sex in ('female', 'male')),
  household text,
  address text not null default '',
  stated_building text,
  stated_address text,
  location geometry(Point, 4326),
  valid_from date,
  valid_to date,
  building_code text,
  stated_unit text,
  unit_code text,
  area_path text not null default '',
  street_code text not null default '',
  linked_from date,
  link_state text not null default 'unlinked' check (link_state in ('linked', 'unlinked', 'disagrees')),
  link_reason text,
  content_hash text not null
);
create index resident_building on resident (building_code);
create index resident_identity on resident (identity_index) where identity_index is not null;
create index resident_location on resident using gist (location) where location is not null;

create table population_count (
  id bigint generated always as identity primary key,
  area_code text not null,
  as_of date not null,
  residents integer not null,
  households integer,
  under15 integer,
  age15to64 integer,
  over64 integer,
  location geometry(Point, 4326),
  -- what area_code turned out to be
  area_kind text check (area_kind in ('unit', 'building', 'point')),
  stated_unit text,
  unit_code text,
  building_code text,
  area_path text not null default '',
  street_code text not null default '',
  linked_from date,
  link_state text not null default 'unlinked' check (link_state in ('linked', 'unlinked', 'disagrees')),
  link_reason text,
  content_hash text not null,
  unique (area_code, as_of)
);

create table facility (
  id text primary key,
  name text not null default '',
  kind text not null,
  capacity integer,
  address text not null default '',
  opening_hours text,
  location geometry(Point, 4326),
  valid_from date,
  valid_to date,
  stated_unit text,
  unit_code text,
  area_path text not null default '',
  street_code text not null default '',
  linked_from date,
  link_state text not null default 'unlinked' check (link_state in ('linked', 'unlinked', 'disagrees')),
  link_reason text,
  content_hash text not null
);
create index facility_area on facility (area_path text_pattern_ops);
create index facility_kind on facility (kind);
create index facility_location on facility using gist (location);

create table issue (
  id text primary key,
  class text not null default 'other',
  subclass text not null default '',
  subject text check (subject in ('component', 'event')),
  description text not null default '',
  address text not null default '',
  reported_at timestamptz not null,
  due_at timestamptz,
  closed_at timestamptz,
  -- as the row says; on an earlier day an issue that closed later counts as in hand
  state text not null check (state in ('new', 'dispatched', 'inHand', 'toVerify', 'hung', 'closed')),
  location geometry(Point, 4326),
  stated_unit text,
  -- the unit in force when it was reported
  reported_unit_code text,
  unit_code text,
  area_path text not null default '',
  street_code text not null default '',
  linked_from date,
  link_state text not null default 'unlinked' check (link_state in ('linked', 'unlinked', 'disagrees')),
  link_reason text,
  content_hash text not null
);
create index issue_area on issue (area_path text_pattern_ops);
create index issue_open on issue (due_at) where closed_at is null;
create index issue_reported on issue (reported_at);
create index issue_location on issue using gist (location);

create table link_history (
  kind text not null check (kind in ('building', 'resident', 'facility', 'issue', 'count')),
  subject_id text not null,
  unit_code text not null,
  area_path text not null,
  valid_from date not null,
  valid_to date not null,
  primary key (kind, subject_id, valid_from)
);
create index link_history_area on link_history (kind, area_path text_pattern_ops);

create table assignment (
  id bigint generated always as identity primary key,
  unit_code text not null references unit (code),
  role text not null check (role in ('leader', 'worker', 'specialist')),
  person_name text not null,
  phone_cipher bytea,
  phone_masked text,
  valid_from date not null,
  valid_to date,
  check (valid_to is null or valid_to > valid_from)
);
create index assignment_unit on assignment (unit_code);

create table basemap_feature (
  id bigint generated always as identity primary key,
  source text not null,
  layer text not null,
  class text not null,
  name text,
  geometry geometry(Geometry, 4326) not null
);
create index basemap_source on basemap_feature (source);

-- Everything that changes is told to open pages; ids grow in the order of commit (writers take a lock first).
create table event (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  kind text not null,
  count integer not null
);

create table import (
  id bigint generated always as identity primary key,
  file text not null,
  file_hash text not null,
  kind text not null,
  report jsonb not null,
  imported_by text not null,
  imported_at timestamptz not null default now()
);

-- How the columns of a source were mapped the last time, by the signature of its column names.
create table import_mapping (
  signature text not null,
  kind text not null,
  mapping jsonb not null,
  level text,
  crs text,
  used_at timestamptz not null default now(),
  primary key (signature, kind)
);
