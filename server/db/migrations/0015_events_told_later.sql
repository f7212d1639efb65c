-- Whoever publishes events takes those of users and groups from where they were written. Copying each into the outbox was a second insert
-- at every write of provisioning.
drop trigger directory_events_told on directory_events;
drop function directory_events_told();
-- What is there has been copied.
alter table directory_events add column told boolean not null default true;
alter table directory_events alter column told set default false;
-- An event is found by its subject, or because it waits: two indexes are kept in place of three at every write.
alter table directory_events drop constraint directory_events_pkey;
drop index directory_events_subject;
alter table directory_events add primary key (subject, sequence);
-- One for both who come by later: the audit log, and the publisher.
drop index directory_events_unaudited;
create index directory_events_waiting on directory_events (sequence) where not audited or not told;
