-- The panel of a unit counts what is not linked below it.
create index issue_not_linked on issue (area_path text_pattern_ops) where link_state <> 'linked';
