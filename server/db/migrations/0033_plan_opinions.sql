-- Asking for opinion on a plan: a closed list of questions that is open from day to day; colleagues by their account,
-- residents by a private link that is good for one answer. Who answered is known, or not asked; what they said stands
-- apart and names nobody.
create table plan_survey (
  id bigint generated always as identity primary key,
  plan_id bigint not null references plan (id) on delete cascade,
  -- of the plan that is asked about
  version integer not null,
  title text not null,
  questions jsonb not null,
  opens_on date not null,
  closes_on date not null check (closes_on >= opens_on),
  account_id bigint not null,
  made_by text not null,
  made_at timestamptz not null default now(),
  ended_at timestamptz
);
create index plan_survey_plan on plan_survey (plan_id);

create table plan_survey_asked (
  survey_id bigint not null references plan_survey (id) on delete cascade,
  account_id bigint not null references account (id) on delete cascade,
  answered_on date,
  primary key (survey_id, account_id)
);
create index plan_survey_asked_account on plan_survey_asked (account_id);

-- Only the hash of a link is kept.
create table plan_survey_link (
  token_hash bytea primary key,
  survey_id bigint not null references plan_survey (id) on delete cascade,
  -- the grid in which it is handed out
  unit_code text not null,
  made_on date not null,
  used_on date
);
create index plan_survey_link_survey on plan_survey_link (survey_id);

-- By day, in no order: not to be told from when somebody answered.
create table plan_survey_answer (
  id uuid primary key default gen_random_uuid(),
  survey_id bigint not null references plan_survey (id) on delete cascade,
  by_resident boolean not null,
  unit_code text,
  -- of each question, the number of what was chosen, or null
  choices jsonb not null,
  remark text not null,
  answered_on date not null,
  check (by_resident = (unit_code is not null))
);
create index plan_survey_answer_survey on plan_survey_answer (survey_id);

grant select, insert on plan_survey to quarterhour_viewer;
grant update (ended_at) on plan_survey to quarterhour_viewer;
grant select, insert on plan_survey_asked to quarterhour_viewer;
grant select (survey_id, unit_code, used_on), insert on plan_survey_link to quarterhour_viewer;
grant select on plan_survey_answer to quarterhour_viewer;
alter table plan_survey enable row level security;
alter table plan_survey_asked enable row level security;
alter table plan_survey_link enable row level security;
alter table plan_survey_answer enable row level security;
create policy plan_survey_by_plan on plan_survey for select to quarterhour_viewer
  using (exists (select 1 from plan p where p.id = plan_id));
create policy plan_survey_made_by_plan on plan_survey for insert to quarterhour_viewer
  with check (exists (select 1 from plan p where p.id = plan_id) and account_id::text = (select viewer_account()));
create policy plan_survey_ended_by_plan on plan_survey for update to quarterhour_viewer
  using (exists (select 1 from plan p where p.id = plan_id));
create policy plan_survey_asked_by_plan on plan_survey_asked for select to quarterhour_viewer
  using (exists (select 1 from plan_survey s where s.id = survey_id));
create policy plan_survey_asks_by_plan on plan_survey_asked for insert to quarterhour_viewer
  with check (answered_on is null and exists (select 1 from plan_survey s where s.id = survey_id));
create policy plan_survey_link_by_plan on plan_survey_link for select to quarterhour_viewer
  using (exists (select 1 from plan_survey s where s.id = survey_id));
create policy plan_survey_link_made_by_plan on plan_survey_link for insert to quarterhour_viewer
  with check (used_on is null and exists (select 1 from plan_survey s where s.id = survey_id));
create policy plan_survey_answer_by_plan on plan_survey_answer for select to quarterhour_viewer
  using (exists (select 1 from plan_survey s where s.id = survey_id));
