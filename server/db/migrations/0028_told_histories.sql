-- Histories that files tell: the times of steps in a row become events with those times. They are checked as wholes like
-- those of a town that is made with its past (issueStep = 'told'), and nobody outside is told of them.
alter table staged_issue add column history jsonb;

-- Whether there are events of an issue that no file told.
create function is_worked_on(issue text) returns boolean language sql stable as $$
  select exists (select 1 from issue_event e where e.issue_id = issue and e.step <> 'import' and not e.details ? 'replayed')
$$;

drop trigger issue_event_is_legal on issue_event;
create trigger issue_event_is_legal before insert on issue_event for each row
  when (coalesce(current_setting('quarterhour.issueStep', true), '') not in ('history', 'told'))
  execute function issue_event_is_legal();
drop trigger issue_follows_event on issue_event;
create trigger issue_follows_event after insert on issue_event for each row
  when (coalesce(current_setting('quarterhour.issueStep', true), '') not in ('history', 'told'))
  execute function issue_follows_event();
drop trigger issue_event_is_told on issue_event;
create trigger issue_event_is_told after insert on issue_event for each row
  when (coalesce(current_setting('quarterhour.issueStep', true), '') not in ('history', 'told'))
  execute function issue_event_is_told();

-- A history begins with the report, or, where an earlier file told one and nobody worked on it here, with an import that
-- makes that one void. What no step explains is an import to the state that the file gives.
create function issue_told_is_legal() returns trigger language plpgsql as $$
declare
  wrong text;
begin
  select e.issue_id into wrong
  from (select a.*, lag(a.to_state) over past as before, lag(a.at) over past as since, lead(a.id) over past as next
      from added a window past as (partition by a.issue_id order by a.id)) e
  left join issue i on i.id = e.issue_id
  left join issue_step s on s.step = e.step and s.from_state = e.from_state and s.to_state = e.to_state
  where i.id is null or e.account_id is not null or e.undoes is not null or e.by_resident or e.at < e.since
    or case
      when e.before is not null then e.from_state is distinct from e.before or not e.details ? 'replayed'
        or (e.step <> 'import' and s.step is null)
      when e.step = 'report' then e.from_state is not null or e.to_state <> 'new' or i.last_event <> 0
        or not e.details ? 'replayed'
      else e.step <> 'import' or e.to_state <> 'new' or i.last_event = 0 or not e.details ? 'retold' or is_worked_on(i.id) end
    or (e.next is null and e.to_state <> i.state)
  limit 1;
  if found then
    raise exception 'the history of issue % does not follow the steps', wrong using errcode = 'check_violation';
  end if;
  update issue i set last_event = newest.id
    from (select issue_id, max(id) as id from added group by issue_id) newest where i.id = newest.issue_id;
  return null;
end $$;
create trigger issue_told_is_legal after insert on issue_event referencing new table as added for each statement
  when (coalesce(current_setting('quarterhour.issueStep', true), '') = 'told')
  execute function issue_told_is_legal();

-- What only files have told is told anew by the import itself, where the file says when; else as before.
create or replace function issue_is_imported_again() returns trigger language plpgsql as $$
begin
  if coalesce(current_setting('quarterhour.issueStep', true), '') <> '*' or old.last_event = 0 then
    return new;
  end if;
  if not is_worked_on(new.id) and (new.state <> 'closed' or new.closed_at is not null) then
    return new;
  end if;
  if new.state = (select to_state from issue_event
      where issue_id = new.id and (step = 'import' or details ? 'replayed') order by id desc limit 1) then
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
  new.waits_until := null;
  new.review_date := null;
  new.merged_into := null;
  new.satisfaction := null;
  new.is_solved := null;
  new.calls_missed := 0;
  new.is_call_ended := false;
  return new;
end $$;
