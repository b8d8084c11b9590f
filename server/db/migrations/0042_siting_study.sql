-- Answers about new service points that are kept, as they were found: what was asked, figures, sites. Never people's homes.
create table siting_study (
  id bigint generated always as identity primary key,
  name text not null,
  -- kind of facility that was asked about
  kind text not null,
  -- the question as the page's address holds it; asked again it gives the same steps
  asked jsonb not null,
  answer jsonb not null,
  -- SHA-256 of ways, weights and rules, as in a certificate
  input_hash text not null,
  data_date date not null,
  -- the smallest unit that holds all sites; '' where there is none
  area_path text not null default '',
  created_by text not null,
  created_at timestamptz not null default now()
);

grant select, insert, delete on siting_study to quarterhour_viewer;
alter table siting_study enable row level security;
create policy study_by_area on siting_study for select to quarterhour_viewer
  using ((select viewer_may('map.view')) and viewer_sees(area_path));
create policy study_kept_by_area on siting_study for insert to quarterhour_viewer
  with check ((select viewer_may('scenario.work')) and viewer_sees(area_path));
create policy study_deleted_by_area on siting_study for delete to quarterhour_viewer
  using ((select viewer_may('scenario.work')) and viewer_sees(area_path));
