-- Signs of a false closing, written down when a step is taken or something is reported, so that a queue of them is quick
-- however long the history is: of what waits to be verified, and of what was closed as solved within the last 30 days
-- (SIGN_DAYS in shared/issues/signs.ts). `again` is found here, with the distances of the same file; the others by the
-- program, from the evidence of a step.
create table closing_sign (
  issue_id text not null references issue (id),
  kind text not null check (kind in ('elsewhere', 'otherTime', 'samePhoto', 'again')),
  -- reported again as; or it carries the same photo
  other_issue text not null default '',
  -- carries the same photo; 0 otherwise
  other_event bigint not null default 0,
  primary key (issue_id, kind, other_issue, other_event)
);
create index closing_sign_other on closing_sign (other_issue);
create index closing_sign_event on closing_sign (other_event) where other_event <> 0;

create function closing_reported_again(one issue) returns void language plpgsql as $$
declare
  since timestamptz := now() - interval '30 days';
  x float8 := st_x(one.location);
  y float8 := st_y(one.location);
  dy float8 := 100 / 111195.0;
  dx float8;
  around geometry;
begin
  -- A point at 0, 0 is no place.
  if one.location is null or (x = 0 and y = 0) then
    return;
  end if;
  dx := dy / greatest(0.01, cos(radians(y)));
  around := st_makeenvelope(x - dx, y - dy, x + dx, y + dy, 4326);
  if one.state = 'closed' and coalesce(one.outcome, 'solved') = 'solved' and one.closed_at > since then
    insert into closing_sign (issue_id, kind, other_issue)
      select one.id, 'again', later.id from issue later
      where later.id <> one.id and later.class = one.class and later.location && around
        and later.reported_at > one.closed_at and later.reported_at <= one.closed_at + interval '14 days'
        and st_distancesphere(later.location, one.location) <= 100
      on conflict do nothing;
  end if;
  if one.reported_at > since then
    insert into closing_sign (issue_id, kind, other_issue)
      select closed.id, 'again', one.id from issue closed
      where closed.id <> one.id and closed.class = one.class and closed.location && around
        and closed.state = 'closed' and coalesce(closed.outcome, 'solved') = 'solved' and closed.closed_at > since
        and one.reported_at > closed.closed_at and one.reported_at <= closed.closed_at + interval '14 days'
        and st_distancesphere(closed.location, one.location) <= 100
      on conflict do nothing;
  end if;
end $$;

create function issue_is_reported_again() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    delete from closing_sign where kind = 'again' and issue_id = new.id;
    delete from closing_sign where kind = 'again' and other_issue = new.id;
  end if;
  perform closing_reported_again(new);
  return null;
end $$;
create trigger issue_is_reported_again after insert on issue
  for each row when (new.location is not null) execute function issue_is_reported_again();
create trigger issue_is_reported_again_now after update on issue
  for each row when ((old.class, old.state, old.outcome, old.reported_at, old.closed_at, old.location::text)
    is distinct from (new.class, new.state, new.outcome, new.reported_at, new.closed_at, new.location::text))
  execute function issue_is_reported_again();

-- What the evidence said goes with any further event, and with the event that had carried the same photo.
create function issue_event_ends_signs() returns trigger language plpgsql as $$
begin
  delete from closing_sign where issue_id = new.issue_id and kind <> 'again';
  if new.undoes is not null then
    delete from closing_sign where other_event = new.undoes;
  end if;
  return null;
end $$;
create trigger issue_event_ends_signs after insert on issue_event
  for each row execute function issue_event_ends_signs();

grant select on closing_sign to quarterhour_viewer;
alter table closing_sign enable row level security;
-- Reported again somewhere out of sight is no sign for this viewer, as in the file of the issue.
create policy closing_sign_by_issue on closing_sign for select to quarterhour_viewer
  using (exists (select 1 from issue i where i.id = closing_sign.issue_id)
    and (kind <> 'again' or exists (select 1 from issue o where o.id = closing_sign.other_issue)));

select closing_reported_again(i) from issue i
  where i.state = 'closed' and i.closed_at > now() - interval '30 days';
