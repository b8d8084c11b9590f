-- What is told outside the page. A step that somebody outside is to hear of writes a notice in its own transaction, so that
-- none is lost; a notice becomes one delivery for each address that wants it; a delivery is tried until it arrives, or
-- lies in the dead-letter list. Nobody but the office itself reads these tables.
create table webhook (
  id bigint generated always as identity primary key,
  name text not null,
  -- sealed: addresses of messengers carry the key to the group
  address bytea not null,
  -- what may be shown of it
  address_hint text not null,
  secret bytea,
  format text not null,
  occurrences text[] not null,
  -- unit codes, or '*'
  areas text[] not null,
  language text not null,
  -- where links lead to, without a slash at the end
  page_url text not null,
  is_on boolean not null default true,
  -- it is told of what happens from then on
  on_since timestamptz not null default now(),
  made_at timestamptz not null default now()
);

create table notice (
  id bigint generated always as identity primary key,
  event_id bigint unique references issue_event (id),
  issue_id text not null references issue (id) on delete cascade deferrable initially deferred,
  occurrence text not null,
  -- of what was taken back
  about text,
  state text not null,
  target_unit text,
  target_department text,
  at timestamptz not null default now(),
  is_spread boolean not null default false
);
create index notice_to_spread on notice (id) where not is_spread;

create table notice_delivery (
  id bigint generated always as identity primary key,
  -- for the receiver: the same one is never counted twice
  key uuid not null default gen_random_uuid() unique,
  notice_id bigint not null references notice (id) on delete cascade,
  webhook_id bigint not null references webhook (id) on delete cascade,
  issue_id text not null,
  content jsonb not null,
  status text not null default 'waiting' check (status in ('waiting', 'delivered', 'dead', 'discarded')),
  attempts integer not null default 0,
  next_at timestamptz not null default now(),
  -- who is trying it just now, and until when that is believed
  lease uuid,
  leased_until timestamptz,
  reason text,
  answer_status integer,
  answer text,
  made_at timestamptz not null default now(),
  done_at timestamptz,
  unique (notice_id, webhook_id)
);
create index notice_delivery_waiting on notice_delivery (webhook_id, next_at) where status = 'waiting';
create index notice_delivery_order on notice_delivery (webhook_id, issue_id, id) where status = 'waiting';
create index notice_delivery_ended on notice_delivery (status, done_at) where status <> 'waiting';

-- Each crossing of a due time is noted once; a new due time can be crossed anew.
create table issue_crossing (
  issue_id text not null references issue (id) on delete cascade,
  occurrence text not null,
  due_at timestamptz not null,
  primary key (issue_id, occurrence, due_at)
);
-- What was late before this table was there is not told as news.
insert into setting (key, value) values ('noticesSince', to_jsonb(now())) on conflict (key) do nothing;

create function somebody_is_told() returns boolean language sql stable as $$
  select exists (select 1 from webhook where is_on)
$$;

create function occurrence_of(step text) returns text language sql immutable as $$
  select case step when 'report' then 'reported' when 'dispatch' then 'dispatched' when 'return' then 'returned'
    when 'sendBack' then 'sentBack' when 'escalate' then 'escalated' when 'reopen' then 'reopened' end
$$;

create function issue_event_is_told() returns trigger language plpgsql as $$
declare
  told text := occurrence_of(new.step);
  undone text;
begin
  if new.step = 'undo' then
    select occurrence_of(step) into undone from issue_event where id = new.undoes;
    told := case when undone is not null then 'takenBack' end;
  end if;
  if told is not null and somebody_is_told() then
    insert into notice (event_id, issue_id, occurrence, about, state, target_unit, target_department)
      values (new.id, new.issue_id, told, undone, new.to_state, new.details -> 'target' ->> 'unit',
        new.details -> 'target' ->> 'department');
  end if;
  return null;
end $$;
create trigger issue_event_is_told after insert on issue_event
  for each row execute function issue_event_is_told();
