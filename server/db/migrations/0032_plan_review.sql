-- What people say of a plan and how it was checked. Seen by whoever sees the plan; every row says who wrote it.

-- A comment on a place of a plan, or an answer to one. Withdrawn ones stay, without their words.
create table plan_comment (
  id bigint generated always as identity primary key,
  plan_id bigint not null references plan (id) on delete cascade,
  answers bigint references plan_comment (id) on delete cascade,
  location geometry(Point, 4326),
  words text not null,
  account_id bigint not null,
  written_by text not null,
  written_at timestamptz not null default now(),
  resolved_by text,
  resolved_at timestamptz,
  withdrawn_at timestamptz,
  check ((answers is null) = (location is not null)),
  check ((resolved_by is null) = (resolved_at is null)),
  check (answers is null or resolved_at is null),
  check ((words = '') = (withdrawn_at is not null))
);
create index plan_comment_plan on plan_comment (plan_id, id);

-- The four checks before a plan is published; the newest of a kind stands. Never changed.
create table plan_check (
  id bigint generated always as identity primary key,
  plan_id bigint not null references plan (id) on delete cascade,
  kind text not null check (kind in ('lawful', 'reasonable', 'feasible', 'controllable')),
  verdict text not null check (verdict in ('passed', 'conditional', 'failed')),
  reason text not null check (reason <> ''),
  -- of the plan that was looked at
  version integer not null,
  account_id bigint not null,
  checked_by text not null,
  checked_at timestamptz not null default now()
);
create index plan_check_plan on plan_check (plan_id, kind, id);

-- A plan that was published although checks were missing or not passed: which, and why.
create table plan_unchecked (
  plan_id bigint not null references plan (id) on delete cascade,
  on_day date not null,
  missing text[] not null,
  reason text not null check (reason <> ''),
  published_by text not null,
  published_at timestamptz not null default now()
);
create index plan_unchecked_plan on plan_unchecked (plan_id);

grant select, insert on plan_comment to quarterhour_viewer;
grant update (words, resolved_by, resolved_at, withdrawn_at) on plan_comment to quarterhour_viewer;
grant select, insert on plan_check to quarterhour_viewer;
grant select on plan_unchecked to quarterhour_viewer;
alter table plan_comment enable row level security;
alter table plan_check enable row level security;
alter table plan_unchecked enable row level security;
create policy plan_comment_by_plan on plan_comment for select to quarterhour_viewer
  using (exists (select 1 from plan p where p.id = plan_id));
create policy plan_commented_by_plan on plan_comment for insert to quarterhour_viewer
  with check (exists (select 1 from plan p where p.id = plan_id) and account_id::text = (select viewer_account())
    and resolved_at is null and withdrawn_at is null);
create policy plan_comment_changed_by_plan on plan_comment for update to quarterhour_viewer
  using (exists (select 1 from plan p where p.id = plan_id));
create policy plan_check_by_plan on plan_check for select to quarterhour_viewer
  using (exists (select 1 from plan p where p.id = plan_id));
create policy plan_checked_by_plan on plan_check for insert to quarterhour_viewer
  with check (exists (select 1 from plan p where p.id = plan_id and p.state <> 'published')
    and account_id::text = (select viewer_account()));
create policy plan_unchecked_by_plan on plan_unchecked for select to quarterhour_viewer
  using (exists (select 1 from plan p where p.id = plan_id));

-- Words are taken back by whoever wrote them, and never become others.
create function plan_comment_is_own() returns trigger language plpgsql as $$
begin
  if (new.words, new.withdrawn_at) is distinct from (old.words, old.withdrawn_at) and (
      new.words <> '' or old.withdrawn_at is not null
      or (current_user = 'quarterhour_viewer' and old.account_id::text is distinct from viewer_account())) then
    raise exception 'comments are withdrawn by their writers' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger plan_comment_is_own before update on plan_comment
  for each row execute function plan_comment_is_own();
-- An answer belongs to a comment of the same plan.
create function plan_answer_is_of_plan() returns trigger language plpgsql as $$
begin
  if new.answers is not null and not exists (select 1 from plan_comment c
      where c.id = new.answers and c.plan_id = new.plan_id and c.answers is null) then
    raise exception 'no comment % of plan %', new.answers, new.plan_id using errcode = 'foreign_key_violation';
  end if;
  return new;
end $$;
create trigger plan_answer_is_of_plan before insert on plan_comment
  for each row execute function plan_answer_is_of_plan();
