-- Who is on duty: people of a unit, their shifts, leave, and who stands in for whom. Whoever keeps the roster of an area
-- sees and changes its rows and no others; who is on duty at an issue's place is told by the office, without the leave.
create table duty_person (
  id bigint generated always as identity primary key,
  unit_code text not null references unit (code),
  name text not null,
  -- where the person signs in
  account_id bigint unique references account (id) on delete set null,
  -- classes of issues that they are trained for; none: for all alike
  skills text[] not null default '{}',
  unique (unit_code, name)
);

-- Weekly (0 for Sunday to 6, 7 for public holidays) or of one day, which then stands for the whole of that day. A shift
-- that does not end after it begins goes on into the next day.
create table duty_shift (
  id bigint generated always as identity primary key,
  unit_code text not null references unit (code),
  person_id bigint not null references duty_person (id) on delete cascade,
  weekdays smallint[] not null default '{}' check (weekdays <@ array[0, 1, 2, 3, 4, 5, 6, 7]::smallint[]),
  day date,
  from_minute integer not null check (from_minute between 0 and 1439),
  to_minute integer not null check (to_minute between 0 and 1440),
  check ((day is null) <> (weekdays = '{}'))
);
create index duty_shift_unit on duty_shift (unit_code);
create index duty_shift_person on duty_shift (person_id);

-- Kinds say nothing of anybody's health.
create table duty_leave (
  id bigint generated always as identity primary key,
  person_id bigint not null references duty_person (id) on delete cascade,
  from_at timestamptz not null,
  to_at timestamptz not null,
  kind text not null check (kind in ('annual', 'official', 'training', 'other')),
  check (to_at > from_at)
);
create index duty_leave_person on duty_leave (person_id);

-- The deputy acts while the person is away.
create table duty_deputy (
  id bigint generated always as identity primary key,
  person_id bigint not null references duty_person (id) on delete cascade,
  deputy_id bigint not null references duty_person (id) on delete cascade,
  from_at timestamptz not null,
  to_at timestamptz,
  check (deputy_id <> person_id),
  check (to_at is null or to_at > from_at)
);
create index duty_deputy_person on duty_deputy (person_id);
create index duty_deputy_deputy on duty_deputy (deputy_id);

grant select, insert, update, delete on duty_person, duty_shift, duty_leave, duty_deputy to quarterhour_viewer;
alter table duty_person enable row level security;
alter table duty_shift enable row level security;
alter table duty_leave enable row level security;
alter table duty_deputy enable row level security;

-- By the newest boundary of the unit.
create function viewer_keeps_roster(unit text) returns boolean language sql stable as $$
  select viewer_may('duty.manage') and coalesce(
    (select viewer_sees(v.path) from unit_version v where v.unit_code = unit order by v.valid_from desc limit 1), false)
$$;
create policy duty_person_by_area on duty_person to quarterhour_viewer
  using (viewer_keeps_roster(unit_code)) with check (viewer_keeps_roster(unit_code));
create policy duty_shift_by_area on duty_shift to quarterhour_viewer
  using (viewer_keeps_roster(unit_code))
  with check (viewer_keeps_roster(unit_code) and exists (select 1 from duty_person p where p.id = person_id));
create policy duty_leave_by_area on duty_leave to quarterhour_viewer
  using (exists (select 1 from duty_person p where p.id = person_id))
  with check (exists (select 1 from duty_person p where p.id = person_id));
create policy duty_deputy_by_area on duty_deputy to quarterhour_viewer
  using (exists (select 1 from duty_person p where p.id = person_id))
  with check (exists (select 1 from duty_person p where p.id = person_id)
    and exists (select 1 from duty_person p where p.id = deputy_id));

-- How often a suggestion was sent back is counted from the dispatches of some days.
create index issue_event_dispatch on issue_event (at) where step = 'dispatch';
