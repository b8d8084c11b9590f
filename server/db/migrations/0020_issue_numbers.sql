-- The last number given on a day: finding it among all issues takes longer with every one of them.
create table issue_number (
  day date primary key,
  last integer not null
);
