-- The resident's answer 回访: calls that nobody answered, private links to answer by, and what such a link may do.
insert into issue_step (step, from_state, to_state) values
  ('notReached', 'closed', 'closed'),
  ('endCallBack', 'closed', 'closed');

-- What a resident's own answer may do: say how it went, and with a "no" open the issue again. Nothing else.
alter table issue_step add column by_resident boolean not null default false;
update issue_step set by_resident = true where step in ('evaluate', 'reopen');

alter table issue
  add column calls_missed integer not null default 0,
  add column is_call_ended boolean not null default false,
  -- when to look again whether the resident has answered
  add column waits_until date;
create index issue_to_call on issue (closed_at)
  where closed_at is not null and is_solved is null and not is_call_ended;

alter table issue_event add column by_resident boolean not null default false;
-- Few events take another one back, and those of a history have no key: only what is there is kept in order.
alter table issue_event drop constraint issue_event_undoes_key, drop constraint issue_event_client_key_key;
create unique index issue_event_undoes on issue_event (undoes) where undoes is not null;
create unique index issue_event_client_key on issue_event (client_key) where client_key is not null;

-- Only the hash of a link is kept; it is good for one answer, and one link of an issue at a time.
create table issue_answer_link (
  token_hash bytea primary key,
  issue_id text not null references issue (id) on delete cascade,
  made_by bigint not null,
  made_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  revoked_at timestamptz,
  is_solved boolean,
  check (used_at is null or revoked_at is null)
);
create unique index issue_answer_link_open on issue_answer_link (issue_id) where used_at is null and revoked_at is null;
create index issue_answer_link_issue on issue_answer_link (issue_id);

grant select (issue_id, made_at, expires_at, used_at, revoked_at) on issue_answer_link to quarterhour_viewer;
alter table issue_answer_link enable row level security;
create policy issue_answer_link_by_issue on issue_answer_link for select to quarterhour_viewer
  using (exists (select 1 from issue i where i.id = issue_answer_link.issue_id));

-- Whatever answers an issue, or opens it again, ends the links that wait for an answer.
create function issue_links_end() returns trigger language plpgsql as $$
begin
  update issue_answer_link set revoked_at = now()
    where issue_id = new.issue_id and used_at is null and revoked_at is null;
  return null;
end $$;
create trigger issue_links_end after insert on issue_event for each row
  when (new.to_state <> 'closed' or new.step in ('evaluate', 'import'))
  execute function issue_links_end();

create or replace function issue_event_is_legal() returns trigger language plpgsql as $$
declare
  is_state text;
  newest bigint;
  undone issue_event;
begin
  select state, last_event into is_state, newest from issue where id = new.issue_id for update;
  if is_state is null then
    raise exception 'issue % is not known', new.issue_id using errcode = 'foreign_key_violation';
  end if;
  if new.by_resident then
    if new.account_id is not null or not exists (select 1 from issue_step s where s.by_resident
        and s.step = new.step and s.from_state = new.from_state and s.to_state = new.to_state) then
      raise exception 'no step % for the resident of issue %', new.step, new.issue_id using errcode = 'check_violation';
    end if;
    -- An answer uses up a link in its own transaction; an issue is opened again by the answer just before.
    if new.step = 'evaluate' and not exists (select 1 from issue_answer_link l
          where l.issue_id = new.issue_id and l.used_at = transaction_timestamp())
       or new.step = 'reopen' and not exists (select 1 from issue_event e
          where e.id = newest and e.by_resident and e.step = 'evaluate' and e.details -> 'answer' ->> 'isSolved' = 'false') then
      raise exception 'no answer of the resident of issue %', new.issue_id using errcode = 'check_violation';
    end if;
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

-- A town that is made with its past brings whole histories at once (issueStep = 'history'): each is checked as a whole,
-- along the same table, and only for issues without any event. Every other event is checked by itself.
drop trigger issue_event_is_legal on issue_event;
create trigger issue_event_is_legal before insert on issue_event for each row
  when (coalesce(current_setting('quarterhour.issueStep', true), '') <> 'history')
  execute function issue_event_is_legal();
drop trigger issue_follows_event on issue_event;
create trigger issue_follows_event after insert on issue_event for each row
  when (coalesce(current_setting('quarterhour.issueStep', true), '') <> 'history')
  execute function issue_follows_event();

create function issue_history_is_legal() returns trigger language plpgsql as $$
declare
  wrong text;
begin
  select e.issue_id into wrong
  from (select a.*, lag(a.to_state) over past as before, lag(a.at) over past as since, lead(a.id) over past as next
      from added a window past as (partition by a.issue_id order by a.id)) e
  left join issue i on i.id = e.issue_id
  left join issue_step s on s.step = e.step and s.from_state = e.from_state and s.to_state = e.to_state
  where i.id is null or i.last_event <> 0 or e.undoes is not null or e.by_resident or e.at < e.since
    or case when e.before is null then e.step <> 'report' or e.from_state is not null or e.to_state <> 'new'
      else e.from_state is distinct from e.before or s.step is null end
    or (e.next is null and e.to_state <> i.state)
  limit 1;
  if found then
    raise exception 'the history of issue % does not follow the steps', wrong using errcode = 'check_violation';
  end if;
  update issue i set last_event = newest.id
    from (select issue_id, max(id) as id from added group by issue_id) newest where i.id = newest.issue_id;
  return null;
end $$;
create trigger issue_history_is_legal after insert on issue_event referencing new table as added for each statement
  when (coalesce(current_setting('quarterhour.issueStep', true), '') = 'history')
  execute function issue_history_is_legal();

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
  new.waits_until := null;
  new.review_date := null;
  new.merged_into := null;
  new.satisfaction := null;
  new.is_solved := null;
  new.calls_missed := 0;
  new.is_call_ended := false;
  return new;
end $$;
