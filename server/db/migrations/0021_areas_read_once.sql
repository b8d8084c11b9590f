-- The areas of a viewer are read once for a question, not once for each row: a list over a long history asks a million.
create function viewer_areas() returns text[] language sql stable as $$
  select array_remove(string_to_array(coalesce(current_setting('quarterhour.areas', true), ''), ','), '')
$$;

alter policy resident_by_area on resident
  using ((select viewer_may('residents.view')) and
    ((select coalesce(current_setting('quarterhour.areas', true), '') = '*')
      or area_path ^@ any ((select viewer_areas())::text[])));
alter policy issue_by_area on issue
  using ((select viewer_may('issues.view')) and
    ((select coalesce(current_setting('quarterhour.areas', true), '') = '*')
      or area_path ^@ any ((select viewer_areas())::text[])));
alter policy count_by_area on population_count
  using ((select viewer_may('map.view')) and
    ((select coalesce(current_setting('quarterhour.areas', true), '') = '*')
      or area_path ^@ any ((select viewer_areas())::text[])));
alter policy issue_on_wall on issue
  using ((select coalesce(current_setting('quarterhour.areas', true), '') = '*')
    or area_path ^@ any ((select viewer_areas())::text[]));
