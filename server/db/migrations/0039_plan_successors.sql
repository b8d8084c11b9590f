-- Who takes over from a grid that a draft ends, where somebody chose: a grid of the plan by its key, since new grids have
-- no code before they are published. What is not a grid of the plan any more, or does not end any more, has no effect.
create table plan_successor (
  plan_id bigint not null references plan (id) on delete cascade,
  unit_code text not null references unit (code) on delete cascade,
  grid_key text not null,
  chosen_by text not null,
  chosen_at timestamptz not null default now(),
  primary key (plan_id, unit_code)
);
grant select, insert, update, delete on plan_successor to quarterhour_viewer;
alter table plan_successor enable row level security;
create policy plan_successor_by_plan on plan_successor for select to quarterhour_viewer
  using (exists (select 1 from plan p where p.id = plan_id));
create policy plan_successor_chosen_by_plan on plan_successor for insert to quarterhour_viewer
  with check (exists (select 1 from plan p where p.id = plan_id and p.state <> 'published'));
create policy plan_successor_changed_by_plan on plan_successor for update to quarterhour_viewer
  using (exists (select 1 from plan p where p.id = plan_id and p.state <> 'published'));
create policy plan_successor_removed_by_plan on plan_successor for delete to quarterhour_viewer
  using (exists (select 1 from plan p where p.id = plan_id and p.state <> 'published'));
