-- Photos on issues. The pictures lie in the data directory, named by the hash of the bytes that were sent; here is what
-- is told of them, who has sent one that is not used yet, and which events they belong to.
create table photo (
  hash text primary key check (hash ~ '^[0-9a-f]{64}$'),
  width integer not null,
  height integer not null,
  -- what the camera wrote into it, read before it was taken out
  taken_at timestamptz,
  place geometry(Point, 4326),
  -- shared/issues/dHash.ts
  look bit(64) not null,
  look_parts integer[] not null,
  stored_at timestamptz not null default now()
);
create index photo_look on photo using gin (look_parts);

create table photo_upload (
  hash text not null references photo (hash) on delete cascade,
  account_id bigint not null,
  at timestamptz not null default now(),
  primary key (hash, account_id)
);
create index photo_upload_account on photo_upload (account_id);
create index photo_upload_at on photo_upload (at);

create table issue_photo (
  -- events stay, and issue_photo_is_of_event looks for this one
  event_id bigint not null,
  position smallint not null check (position between 0 and 8),
  issue_id text not null,
  hash text not null references photo (hash),
  primary key (event_id, position),
  unique (event_id, hash)
);
create index issue_photo_issue on issue_photo (issue_id);
create index issue_photo_hash on issue_photo (hash);

create function issue_photo_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'photos of events are append-only' using errcode = 'insufficient_privilege';
end $$;
create trigger issue_photo_is_append_only before update or delete on issue_photo
  for each row execute function issue_photo_is_append_only();
create trigger issue_photos_stay before truncate on issue_photo
  for each statement execute function issue_events_stay();

create function issue_photo_is_of_event() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from issue_event e where e.id = new.event_id and e.issue_id = new.issue_id) then
    raise exception 'event % is not of issue %', new.event_id, new.issue_id using errcode = 'check_violation';
  end if;
  return null;
end $$;
create trigger issue_photo_is_of_event after insert on issue_photo
  for each row execute function issue_photo_is_of_event();

create function viewer_account() returns text language sql stable as $$
  select nullif(coalesce(current_setting('quarterhour.account', true), ''), '')
$$;

-- Whoever may see an issue sees its photos; who has sent one sees it until it is used.
grant select on photo, photo_upload, issue_photo to quarterhour_viewer;
alter table photo enable row level security;
alter table photo_upload enable row level security;
alter table issue_photo enable row level security;
create policy issue_photo_by_issue on issue_photo for select to quarterhour_viewer
  using (exists (select 1 from issue i where i.id = issue_photo.issue_id));
create policy photo_upload_by_sender on photo_upload for select to quarterhour_viewer
  using ((select viewer_may('issues.work')) and account_id::text = (select viewer_account()));
create policy photo_by_issue_or_sender on photo for select to quarterhour_viewer
  using (exists (select 1 from issue_photo p where p.hash = photo.hash)
    or exists (select 1 from photo_upload u where u.hash = photo.hash));
