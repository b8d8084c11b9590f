-- The life of an issue: append-only events, and the states that they may join. The page, the procedures and the
-- commands go through the table of steps in shared/issues/steps.ts; whatever comes by another way meets it here.
create table issue_step (
  step text not null,
  from_state text not null,
  to_state text not null,
  primary key (step, from_state, to_state)
);
insert into issue_step (step, from_state, to_state) values
  ('accept', 'new', 'new'),
  ('refuse', 'new', 'closed'),
  ('dispatch', 'new', 'dispatched'),
  ('dispatch', 'dispatched', 'dispatched'),
  ('dispatch', 'inHand', 'dispatched'),
  ('callIn', 'dispatched', 'dispatched'),
  ('callIn', 'inHand', 'inHand'),
  ('take', 'dispatched', 'inHand'),
  ('feedBack', 'dispatched', 'toVerify'),
  ('feedBack', 'inHand', 'toVerify'),
  ('verify', 'toVerify', 'closed'),
  ('sendBack', 'toVerify', 'inHand'),
  ('return', 'dispatched', 'new'),
  ('return', 'inHand', 'new'),
  ('extend', 'new', 'new'),
  ('extend', 'dispatched', 'dispatched'),
  ('extend', 'inHand', 'inHand'),
  ('extend', 'toVerify', 'toVerify'),
  ('extend', 'hung', 'hung'),
  ('escalate', 'new', 'new'),
  ('escalate', 'dispatched', 'dispatched'),
  ('escalate', 'inHand', 'inHand'),
  ('escalate', 'toVerify', 'toVerify'),
  ('escalate', 'hung', 'hung'),
  ('hang', 'new', 'hung'),
  ('hang', 'dispatched', 'hung'),
  ('hang', 'inHand', 'hung'),
  ('resume', 'hung', 'new'),
  ('resume', 'hung', 'dispatched'),
  ('resume', 'hung', 'inHand'),
  ('askResident', 'new', 'new'),
  ('askResident', 'dispatched', 'dispatched'),
  ('askResident', 'inHand', 'inHand'),
  ('residentAnswered', 'new', 'new'),
  ('residentAnswered', 'dispatched', 'dispatched'),
  ('residentAnswered', 'inHand', 'inHand'),
  ('merge', 'new', 'closed'),
  ('merge', 'dispatched', 'closed'),
  ('merge', 'inHand', 'closed'),
  ('merge', 'toVerify', 'closed'),
  ('merge', 'hung', 'closed'),
  ('reopen', 'closed', 'new'),
  ('evaluate', 'closed', 'closed'),
  ('note', 'new', 'new'),
  ('note', 'dispatched', 'dispatched'),
  ('note', 'inHand', 'inHand'),
  ('note', 'toVerify', 'toVerify'),
  ('note', 'hung', 'hung'),
  ('note', 'closed', 'closed');

create table issue_event (
  id bigint generated always as identity primary key,
  issue_id text not null references issue (id) deferrable initially deferred,
  step text not null,
  from_state text,
  to_state text not null,
  at timestamptz not null,
  account_id bigint,
  user_name text not null,
  reason text not null default '',
  details jsonb not null default '{}',
  undoes bigint unique references issue_event (id),
  -- given by the page or the phone: the same step sent twice is taken once
  client_key text unique
);
create index issue_event_issue on issue_event (issue_id, id);

alter table issue
  add column accepted_at timestamptz,
  add column outcome text check (outcome in ('solved', 'refused', 'duplicate')),
  add column target_unit text,
  add column target_department text,
  add column is_escalated boolean not null default false,
  add column is_waiting boolean not null default false,
  add column review_date date,
  add column merged_into text,
  add column satisfaction integer check (satisfaction between 1 and 5),
  add column is_solved boolean,
  -- the due time it came with, before any step
  add column base_due_at timestamptz,
  -- the newest event: whoever acts on an issue says which one was seen
  add column last_event bigint not null default 0;

create function issue_event_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'events of issues are append-only' using errcode = 'insufficient_privilege';
end $$;
create trigger issue_event_is_append_only before update or delete on issue_event
  for each row execute function issue_event_is_append_only();

-- A step is taken on the state that the issue is in, along the table, or takes back the newest one.
create function issue_event_is_legal() returns trigger language plpgsql as $$
declare
  is_state text;
  undone issue_event;
begin
  select state into is_state from issue where id = new.issue_id for update;
  if is_state is null then
    raise exception 'issue % is not known', new.issue_id using errcode = 'foreign_key_violation';
  end if;
  if new.step in ('report', 'import') then
    return new;
  end if;
  if new.from_state is distinct from is_state then
    raise exception 'issue % is %, not %', new.issue_id, is_state, new.from_state using errcode = 'check_violation';
  end if;
  if new.step = 'undo' then
    select * into undone from issue_event where id = new.undoes;
    if undone.id is null or undone.issue_id <> new.issue_id or undone.step in ('report', 'import', 'undo')
       or undone.to_state <> new.from_state or undone.from_state <> new.to_state then
      raise exception 'event % cannot be taken back', new.undoes using errcode = 'check_violation';
    end if;
  elsif not exists (select 1 from issue_step s
      where s.step = new.step and s.from_state = new.from_state and s.to_state = new.to_state) then
    raise exception 'no step % from % to %', new.step, new.from_state, new.to_state using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger issue_event_is_legal before insert on issue_event
  for each row execute function issue_event_is_legal();

create function issue_follows_event() returns trigger language plpgsql as $$
declare
  outer_step text := coalesce(current_setting('quarterhour.issueStep', true), '');
begin
  perform set_config('quarterhour.issueStep', new.issue_id, true);
  update issue set state = new.to_state, last_event = new.id where id = new.issue_id;
  perform set_config('quarterhour.issueStep', outer_step, true);
  return null;
end $$;
create trigger issue_follows_event after insert on issue_event
  for each row execute function issue_follows_event();

-- The state changes with an event, or with an import (issueStep = '*').
create function issue_state_is_stepped() returns trigger language plpgsql as $$
begin
  if new.state is distinct from old.state
     and coalesce(current_setting('quarterhour.issueStep', true), '') not in (new.id, '*') then
    raise exception 'the state of issue % changes by a step only', new.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger issue_state_is_stepped before update of state on issue
  for each row execute function issue_state_is_stepped();

-- An issue that people have worked on here and that a file has changed begins anew from the file, with an event that says so.
create function issue_is_imported_again() returns trigger language plpgsql as $$
begin
  if coalesce(current_setting('quarterhour.issueStep', true), '') = '*' and old.last_event <> 0 then
    new.base_due_at := new.due_at;
    new.accepted_at := null;
    new.outcome := case when new.state = 'closed' then 'solved' end;
    new.closed_at := case when new.state = 'closed' then coalesce(new.closed_at, now()) end;
    new.target_unit := null;
    new.target_department := null;
    new.is_escalated := false;
    new.is_waiting := false;
    new.review_date := null;
    new.merged_into := null;
    new.satisfaction := null;
    new.is_solved := null;
  end if;
  return new;
end $$;
create trigger issue_is_imported_again before update of content_hash on issue
  for each row execute function issue_is_imported_again();

create function issue_import_is_an_event() returns trigger language plpgsql as $$
begin
  if coalesce(current_setting('quarterhour.issueStep', true), '') = '*' and old.last_event <> 0 then
    insert into issue_event (issue_id, step, from_state, to_state, at, user_name)
      values (new.id, 'import', old.state, new.state, coalesce(new.closed_at, now()), 'import');
  end if;
  return null;
end $$;
create trigger issue_import_is_an_event after update of content_hash on issue
  for each row execute function issue_import_is_an_event();

grant select on issue_event, issue_step to quarterhour_viewer;
alter table issue_event enable row level security;
create policy issue_event_by_issue on issue_event for select to quarterhour_viewer
  using (exists (select 1 from issue i where i.id = issue_event.issue_id));
