-- Caches ask for the newest event of each kind at every question; the log of events only grows.
create index event_kind on event (kind, id desc);
