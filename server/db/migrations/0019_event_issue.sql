-- The one issue that an event is about, so that whoever may see it is told how it is now; null for many, and other kinds.
alter table event add column issue_id text;
