-- What a grid that ends hands over, and to which grid. Staff are carried when a plan is published; areas of accounts, of
-- screens and of webhooks, and rosters, move on the day itself: nobody sees a grid before it is theirs.
create table unit_hand_over (
  plan_id bigint not null references plan (id) on delete cascade,
  unit_code text not null references unit (code),
  successor_code text not null references unit (code),
  on_day date not null,
  done_at timestamptz,
  primary key (plan_id, unit_code)
);
create index unit_hand_over_due on unit_hand_over (on_day) where done_at is null;
alter table unit_hand_over enable row level security;

-- The unit of an assignment that begins later and was moved to the grid that follows; null where it was ended instead.
alter table plan_assignment add column unit_before text;
