-- Doubts that somebody has looked at and ended: the place is right, what the row names is not.
create table link_accepted (
  kind text not null,
  subject_id text not null,
  accepted_by text not null,
  accepted_at timestamptz not null default now(),
  primary key (kind, subject_id)
);
