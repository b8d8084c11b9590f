-- Notifications of the browser: a person switches them on for one browser; the push service of the browser's maker carries
-- them, so nothing is sent before an administrator has allowed it (setting 'push').
create table push_key (
  is_one boolean primary key default true check (is_one),
  public_key text not null,
  -- sealed
  private_key bytea not null
);

create table push_subscription (
  id bigint generated always as identity primary key,
  account_id bigint not null references account (id) on delete cascade,
  endpoint_hash bytea not null unique,
  -- sealed: whoever has it can send to this browser
  subscription bytea not null,
  occurrences text[] not null,
  language text not null,
  on_since timestamptz not null default now(),
  last_delivered_at timestamptz,
  last_reason text
);
create index push_subscription_account on push_subscription (account_id);

alter table notice_delivery
  alter column webhook_id drop not null,
  add column subscription_id bigint references push_subscription (id) on delete cascade,
  add constraint notice_delivery_to_one check ((webhook_id is null) <> (subscription_id is null)),
  add constraint notice_delivery_once unique (notice_id, subscription_id);
create index notice_delivery_to_browser on notice_delivery (subscription_id, issue_id, id)
  where status = 'waiting' and subscription_id is not null;

create function push_is_allowed() returns boolean language sql stable as $$
  select coalesce((select (value ->> 'isAllowed')::boolean from setting where key = 'push'), false)
$$;

create or replace function somebody_is_told() returns boolean language sql stable as $$
  select exists (select 1 from webhook where is_on)
    or (exists (select 1 from push_subscription) and push_is_allowed())
$$;
