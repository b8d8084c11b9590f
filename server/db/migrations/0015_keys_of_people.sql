-- What a phone sends again is known by its key. A key belongs to the person who gave it: that of another one says nothing.
drop index issue_event_client_key;
create unique index issue_event_client_key on issue_event (account_id, client_key) where client_key is not null;
