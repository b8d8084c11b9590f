-- The wall: big screens of the office, each opened by a link that an administrator makes. A screen is no person: it sees
-- one area, and of an issue only what may hang on a wall.
create table wall_screen (
  id bigint generated always as identity primary key,
  name text not null,
  -- a unit code, or '*'
  area text not null,
  -- Only hashes are kept: of the link until it is used, of the screen's own token from then on.
  link_hash bytea unique,
  link_expires_at timestamptz not null,
  token_hash bytea unique,
  made_by bigint not null,
  made_at timestamptz not null default now(),
  opened_at timestamptz,
  expires_at timestamptz,
  last_seen_at timestamptz,
  ended_at timestamptz,
  check ((token_hash is null) = (opened_at is null) and (opened_at is null) = (expires_at is null)),
  check (link_hash is null or opened_at is null)
);

-- What runs for the wall, whoever stands behind it, runs as this role: no words of residents, no addresses, no names.
do $$ begin
  create role quarterhour_wall nologin;
exception when duplicate_object then null; end $$;
do $$ begin
  execute format('grant quarterhour_wall to %I', current_user);
exception when others then null; end $$;
grant usage on schema public to quarterhour_wall;
grant select on unit, unit_version to quarterhour_wall;
grant select (id, class, subclass, state, reported_at, due_at, closed_at, location, link_reason, unit_code, area_path,
  linked_from, last_event, outcome, is_waiting, is_solved, is_call_ended, is_followed, taken_up_at, verified_at,
  is_reworked, is_set_aside, answered_at, answer_solved, answer_satisfaction) on issue to quarterhour_wall;
create policy issue_on_wall on issue for select to quarterhour_wall
  using ((select coalesce(current_setting('quarterhour.areas', true), '') = '*') or viewer_sees(area_path));
