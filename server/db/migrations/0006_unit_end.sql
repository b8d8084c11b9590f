-- The first day on which a unit is no longer in force, where a file says so.
alter table unit_staging add column valid_to date;
