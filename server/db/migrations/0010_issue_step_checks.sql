-- Steps past the program are refused more strictly: an import says what the issue is already, only the newest standing
-- event is taken back, and the events cannot be emptied. A file that changes words of an issue, not its state, leaves
-- the work done here alone.
create or replace function issue_event_is_legal() returns trigger language plpgsql as $$
declare
  is_state text;
  undone issue_event;
begin
  select state into is_state from issue where id = new.issue_id for update;
  if is_state is null then
    raise exception 'issue % is not known', new.issue_id using errcode = 'foreign_key_violation';
  end if;
  if new.step in ('report', 'import') then
    if new.to_state <> is_state
       or (new.step = 'report' and exists (select 1 from issue_event where issue_id = new.issue_id)) then
      raise exception 'issue % is %, no % leads to %', new.issue_id, is_state, new.step, new.to_state
        using errcode = 'check_violation';
    end if;
    return new;
  end if;
  if new.from_state is distinct from is_state then
    raise exception 'issue % is %, not %', new.issue_id, is_state, new.from_state using errcode = 'check_violation';
  end if;
  if new.step = 'undo' then
    select * into undone from issue_event where id = new.undoes;
    if undone.id is null or undone.issue_id <> new.issue_id or undone.step in ('report', 'import', 'undo')
       or undone.to_state <> new.from_state or undone.from_state <> new.to_state
       or exists (select 1 from issue_event e where e.issue_id = new.issue_id and e.id > new.undoes and e.step <> 'undo'
         and not exists (select 1 from issue_event u where u.undoes = e.id)) then
      raise exception 'event % cannot be taken back', new.undoes using errcode = 'check_violation';
    end if;
  elsif not exists (select 1 from issue_step s
      where s.step = new.step and s.from_state = new.from_state and s.to_state = new.to_state) then
    raise exception 'no step % from % to %', new.step, new.from_state, new.to_state using errcode = 'check_violation';
  end if;
  return new;
end $$;

-- Only what loads a town anew may empty it (issueStep = '*').
create function issue_events_stay() returns trigger language plpgsql as $$
begin
  if coalesce(current_setting('quarterhour.issueStep', true), '') <> '*' then
    raise exception 'events of issues are append-only' using errcode = 'insufficient_privilege';
  end if;
  return null;
end $$;
create trigger issue_events_stay before truncate on issue_event
  for each statement execute function issue_events_stay();

-- How often a file has set the state of an issue that was worked on here.
alter table issue add column imports integer not null default 0;

create or replace function issue_is_imported_again() returns trigger language plpgsql as $$
begin
  if coalesce(current_setting('quarterhour.issueStep', true), '') <> '*' or old.last_event = 0 then
    return new;
  end if;
  if new.state = (select to_state from issue_event where issue_id = new.id and step = 'import' order by id desc limit 1) then
    -- The file says of the state what it said before: the work done here stands.
    new.state := old.state;
    new.closed_at := old.closed_at;
    new.due_at := old.due_at;
    return new;
  end if;
  new.imports := old.imports + 1;
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
  return new;
end $$;

create or replace function issue_import_is_an_event() returns trigger language plpgsql as $$
begin
  if new.imports <> old.imports then
    insert into issue_event (issue_id, step, from_state, to_state, at, user_name)
      values (new.id, 'import', old.state, new.state, coalesce(new.closed_at, now()), 'import');
  end if;
  return null;
end $$;
