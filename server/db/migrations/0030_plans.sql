-- Plans of grids: drafts of a division of a street or community, edit by edit, until one is published for a day. Seen
-- and changed by area, as all rows are; how they come into force is the office's own work.
create table plan (
  id bigint generated always as identity primary key,
  name text not null,
  purpose text not null default '',
  -- a street or a community, and its path
  scope_code text not null references unit (code),
  area_path text not null,
  -- the day whose units it began from, and what they were: a plan is published on these only
  based_on date not null,
  base_hash text not null,
  state text not null default 'draft' check (state in ('draft', 'published', 'withdrawn')),
  publish_on date,
  -- what publishing did to units, so that it can be taken back before the day
  published jsonb,
  -- number of the newest edit
  version integer not null default 0,
  -- the plan as of this version; later edits stand in plan_edit
  document jsonb not null,
  document_version integer not null default 0,
  grid_count integer not null,
  created_by text not null,
  created_at timestamptz not null default now(),
  updated_by text not null,
  updated_at timestamptz not null default now(),
  check ((state = 'published') = (publish_on is not null)),
  check (document_version between 0 and version)
);

-- Edits are only ever added, one after the other.
create table plan_edit (
  plan_id bigint not null references plan (id) on delete cascade,
  number integer not null check (number > 0),
  what text not null,
  -- the edit that this one takes back, or does again
  of_number integer check (of_number < number),
  change jsonb not null,
  edited_by text not null,
  edited_at timestamptz not null default now(),
  primary key (plan_id, number)
);
create function plan_edit_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'edits of plans are append-only' using errcode = 'insufficient_privilege';
end $$;
create trigger plan_edit_is_append_only before update on plan_edit
  for each row execute function plan_edit_is_append_only();

-- Where a unit came from: shares of the old unit's people and area that went into it on the day.
create table unit_lineage (
  unit_code text not null references unit (code),
  from_code text not null references unit (code),
  on_day date not null,
  people integer not null,
  people_share double precision not null check (people_share between 0 and 1),
  area_share double precision not null check (area_share between 0 and 1),
  plan_id bigint references plan (id) on delete set null,
  primary key (unit_code, from_code, on_day)
);
create index unit_lineage_from on unit_lineage (from_code, on_day);

-- Staff of grids that end are carried over: what stood before, so that it can be taken back.
create table plan_assignment (
  plan_id bigint not null references plan (id) on delete cascade,
  assignment_id bigint not null references assignment (id) on delete cascade,
  is_new boolean not null,
  valid_to_before date,
  primary key (plan_id, assignment_id)
);

grant select, insert, update, delete on plan to quarterhour_viewer;
grant select, insert on plan_edit to quarterhour_viewer;
alter table plan enable row level security;
alter table plan_edit enable row level security;
alter table plan_assignment enable row level security;
create policy plan_by_area on plan for select to quarterhour_viewer
  using ((select viewer_may('plan.work')) and viewer_sees(area_path));
create policy plan_begun_by_area on plan for insert to quarterhour_viewer
  with check ((select viewer_may('plan.work')) and viewer_sees(area_path));
create policy plan_changed_by_area on plan for update to quarterhour_viewer
  using ((select viewer_may('plan.work')) and viewer_sees(area_path))
  with check ((select viewer_may('plan.work')) and viewer_sees(area_path));
create policy plan_removed_by_area on plan for delete to quarterhour_viewer
  using ((select viewer_may('plan.work')) and viewer_sees(area_path) and state <> 'published');
create policy plan_edit_by_plan on plan_edit for select to quarterhour_viewer
  using (exists (select 1 from plan p where p.id = plan_id));
create policy plan_edited_by_plan on plan_edit for insert to quarterhour_viewer
  with check (exists (select 1 from plan p where p.id = plan_id and p.state <> 'published'));

-- A viewer works on drafts; only the office sets what is in force.
create function plan_is_published_by_office() returns trigger language plpgsql as $$
begin
  if current_user = 'quarterhour_viewer' and (new.state, new.publish_on, new.published)
      is distinct from (old.state, old.publish_on, old.published) then
    raise exception 'plans are published by the office' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger plan_is_published_by_office before update on plan
  for each row execute function plan_is_published_by_office();
