-- Changes to the street that are kept to be compared: gates, crossings, works. Seen and changed by area, as all rows are.
create table walking_scenario (
  id bigint generated always as identity primary key,
  name text not null,
  -- the network it was made on; on another one its changes are checked again before they count
  network_hash text not null,
  changes jsonb not null,
  -- time of day at which people walk, HH:MM; null: by day
  walk_at text,
  -- the smallest unit that holds all changes; '' where there is none
  area_path text not null default '',
  version integer not null default 1,
  created_by text not null,
  created_at timestamptz not null default now(),
  updated_by text not null,
  updated_at timestamptz not null default now()
);

grant select, insert, update, delete on walking_scenario to quarterhour_viewer;
alter table walking_scenario enable row level security;
create policy scenario_by_area on walking_scenario for select to quarterhour_viewer
  using ((select viewer_may('map.view')) and viewer_sees(area_path));
create policy scenario_kept_by_area on walking_scenario for insert to quarterhour_viewer
  with check ((select viewer_may('scenario.work')) and viewer_sees(area_path));
create policy scenario_changed_by_area on walking_scenario for update to quarterhour_viewer
  using ((select viewer_may('scenario.work')) and viewer_sees(area_path))
  with check ((select viewer_may('scenario.work')) and viewer_sees(area_path));
create policy scenario_deleted_by_area on walking_scenario for delete to quarterhour_viewer
  using ((select viewer_may('scenario.work')) and viewer_sees(area_path));
