-- Street and community evaluate each other 双向评议, once a quarter, both ways.
create function quarter_closes(quarter text) returns date language sql immutable as $$
  select (make_date(substr(quarter, 1, 4)::int, substr(quarter, 6, 1)::int * 3 - 2, 1) + interval '3 months 9 days')::date
$$;

create table mutual_evaluation (
  quarter text not null check (quarter ~ '^20\d{2}Q[1-4]$'),
  community_code text not null references unit (code),
  side text not null check (side in ('street', 'community')),
  scores jsonb not null,
  words text not null default '',
  account_id bigint not null,
  user_name text not null,
  at timestamptz not null,
  -- of the community, when it was answered
  area_path text not null,
  -- the other side has answered too
  is_shared boolean not null default false,
  primary key (quarter, community_code, side)
);

-- An answer stays as it is once its quarter has closed; two of a community and a quarter are for both to see.
create function mutual_evaluation_is_open() returns trigger language plpgsql as $$
begin
  if (now() at time zone 'Asia/Shanghai')::date > quarter_closes(new.quarter) then
    raise exception 'quarter % has closed', new.quarter using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger mutual_evaluation_is_open before insert or update on mutual_evaluation
  for each row execute function mutual_evaluation_is_open();

create function mutual_evaluation_is_shared() returns trigger language plpgsql as $$
begin
  update mutual_evaluation set is_shared = true
    where quarter = new.quarter and community_code = new.community_code and not is_shared
      and exists (select 1 from mutual_evaluation other where other.quarter = new.quarter
        and other.community_code = new.community_code and other.side <> new.side);
  return null;
end $$;
create trigger mutual_evaluation_is_shared after insert on mutual_evaluation
  for each row execute function mutual_evaluation_is_shared();

-- A side sees its own answers, and the other's when both have answered or the quarter has closed; a community its own only.
grant select on mutual_evaluation to quarterhour_viewer;
alter table mutual_evaluation enable row level security;
create policy mutual_evaluation_by_side on mutual_evaluation for select to quarterhour_viewer
  using ((select viewer_may('mutual.work')) and viewer_sees(area_path)
    and (is_shared or (now() at time zone 'Asia/Shanghai')::date > quarter_closes(quarter)
      or side = case when (select coalesce(current_setting('quarterhour.areas', true), '') = '*') then 'street' else 'community' end));
