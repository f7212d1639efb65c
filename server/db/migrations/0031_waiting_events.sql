-- The audit log looked through every event that waits for the publisher alone to find those that wait for it.
drop index directory_events_waiting;
create index directory_events_waiting on directory_events (audited, sequence) where not audited or not told;
