-- Where people work, as their identity sources say it: an IANA name such as Europe/Berlin. Days are meant in it.
alter table identities add column time_zone text;
alter table persons add column time_zone text;

-- An app that was replaced stays open until a day; on it the migration is planned again, with its end. Of nobody in particular.
alter table playbook_follow_ups alter column person_id drop not null;
alter table playbook_follow_ups add column migration jsonb;
alter table playbook_follow_ups drop constraint playbook_follow_ups_kind_check;
alter table playbook_follow_ups add constraint playbook_follow_ups_kind_check check (kind in ('return', 'erasure', 'contract_end', 'switch_off'));
alter table playbook_follow_ups add constraint playbook_follow_ups_about check ((kind = 'switch_off') = (migration is not null) and (kind = 'switch_off') = (person_id is null));
