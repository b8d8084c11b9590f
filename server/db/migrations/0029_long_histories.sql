-- Lists and searches that stay quick however long the history is: by number, and of one class.
create index issue_number_prefix on issue (id text_pattern_ops);
create index issue_class on issue (class, reported_at);
