-- Who may come in, what they may see, and the trace they leave. Row-level security denies by default: a request runs
-- as role quarterhour_viewer with its rights in transaction-local settings (quarterhour.areas: path prefixes or '*').
create table account (
  id bigint generated always as identity primary key,
  user_name text not null unique,
  display_name text not null,
  password_hash text,
  roles text[] not null,
  areas text[] not null,
  is_disabled boolean not null default false,
  valid_to date,
  failed_count integer not null default 0,
  locked_until timestamptz,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz
);

create table session (
  token_hash bytea primary key,
  account_id bigint not null references account (id) on delete cascade,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);

create table one_time_link (
  token_hash bytea primary key,
  account_id bigint not null references account (id) on delete cascade,
  expires_at timestamptz not null,
  used_at timestamptz
);

create table audit (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  account_id bigint,
  user_name text not null,
  action text not null,
  subject_kind text not null,
  subject_id text not null,
  fields text[] not null default '{}',
  purpose text,
  note text,
  area_path text not null default '',
  previous_hash bytea not null,
  hash bytea not null
);
create index audit_at on audit (at);

create function audit_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log is append-only' using errcode = 'insufficient_privilege';
end $$;
create trigger audit_is_append_only before update or delete on audit
  for each row execute function audit_is_append_only();
create trigger audit_is_not_truncated before truncate on audit
  for each statement execute function audit_is_append_only();

do $$ begin
  create role quarterhour_viewer nologin;
exception when duplicate_object then null; end $$;
do $$ begin
  execute format('grant quarterhour_viewer to %I', current_user);
exception when others then null; end $$;

grant usage on schema public to quarterhour_viewer;
grant select on unit, unit_version, building, facility, issue, resident, population_count, link_history,
  assignment, basemap_feature, event to quarterhour_viewer;

-- True when the row's path lies in an area of the viewer. Rows without a link are seen with all areas only.
create function viewer_sees(row_path text) returns boolean language sql stable as $$
  select coalesce(current_setting('quarterhour.areas', true), '') = '*'
    or (row_path <> '' and exists (
      select 1 from unnest(string_to_array(coalesce(current_setting('quarterhour.areas', true), ''), ',')) area
      where area <> '' and starts_with(row_path, area)))
$$;
create function viewer_may(permission text) returns boolean language sql stable as $$
  select permission = any (string_to_array(coalesce(current_setting('quarterhour.permissions', true), ''), ','))
$$;

alter table resident enable row level security;
alter table issue enable row level security;
alter table population_count enable row level security;
create policy resident_by_area on resident for select to quarterhour_viewer
  using ((select viewer_may('residents.view')) and
    ((select coalesce(current_setting('quarterhour.areas', true), '') = '*') or viewer_sees(area_path)));
create policy issue_by_area on issue for select to quarterhour_viewer
  using ((select viewer_may('issues.view')) and
    ((select coalesce(current_setting('quarterhour.areas', true), '') = '*') or viewer_sees(area_path)));
create policy count_by_area on population_count for select to quarterhour_viewer
  using ((select viewer_may('map.view')) and
    ((select coalesce(current_setting('quarterhour.areas', true), '') = '*') or viewer_sees(area_path)));
