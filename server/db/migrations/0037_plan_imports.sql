-- What was found in the file that a plan began from, and what was done about it; null for other plans.
alter table plan add column import_report jsonb;
