-- What the leader's figures count of each issue, kept beside it like the rest of what its events add up to.
alter table issue
  -- its life is known from the report on; an issue without events is followed while it is new
  add column is_followed boolean not null default false,
  add column taken_up_at timestamptz,
  add column verified_at timestamptz,
  add column is_reworked boolean not null default false,
  -- found unreasonable by a checker
  add column is_set_aside boolean not null default false,
  add column answered_at timestamptz,
  add column answer_solved boolean,
  add column answer_satisfaction integer check (answer_satisfaction between 1 and 5);

-- Of what was worked on here already, from the events that stand since it was reported or last imported.
with standing as (
  select e.id, e.issue_id, e.step, e.to_state, e.at, e.details
  from issue_event e
  where e.step <> 'undo' and not exists (select 1 from issue_event u where u.undoes = e.id)
    and e.id >= (select max(s.id) from issue_event s where s.issue_id = e.issue_id and s.step in ('report', 'import'))
), told as (
  select issue_id,
    bool_or(step = 'report' or (step = 'import' and to_state = 'new')) as is_followed,
    min(at) filter (where step in
      ('accept', 'refuse', 'dispatch', 'callIn', 'take', 'feedBack', 'hang', 'askResident', 'merge')) as taken_up_at,
    max(at) filter (where step = 'verify') as verified_at,
    bool_or(step in ('sendBack', 'reopen')) as is_reworked,
    min(id) filter (where step = 'evaluate') as answer
  from standing group by issue_id
)
update issue i set
  is_followed = t.is_followed,
  taken_up_at = case when t.is_followed then t.taken_up_at end,
  verified_at = case when i.state = 'closed' and i.outcome = 'solved' then t.verified_at end,
  is_reworked = t.is_reworked,
  answered_at = a.at,
  answer_solved = (a.details -> 'answer' ->> 'isSolved')::boolean,
  answer_satisfaction = (a.details -> 'answer' ->> 'satisfaction')::integer
from told t left join issue_event a on a.id = t.answer
where i.id = t.issue_id;

-- What a file begins anew has none of it; runs after issue_is_imported_again, by its name.
create function issue_marks_begin_anew() returns trigger language plpgsql as $$
begin
  if new.imports <> old.imports then
    new.is_followed := new.state = 'new';
    new.taken_up_at := null;
    new.verified_at := null;
    new.is_reworked := false;
    new.is_set_aside := false;
    new.answered_at := null;
    new.answer_solved := null;
    new.answer_satisfaction := null;
  end if;
  return new;
end $$;
create trigger issue_marks_begin_anew before update of content_hash on issue
  for each row execute function issue_marks_begin_anew();

-- A checker marks what is asked as unreasonable, or counts it again.
insert into issue_step (step, from_state, to_state)
  select step, state, state
  from unnest(array['setAside', 'countAgain']) step,
    unnest(array['new', 'dispatched', 'inHand', 'toVerify', 'hung', 'closed']) state;

create index issue_decided on issue (least(closed_at, due_at)) where due_at is not null;
create index issue_verified on issue (verified_at) where verified_at is not null;
create index issue_closed on issue (closed_at);
create index issue_answered on issue (answered_at) where answered_at is not null;
