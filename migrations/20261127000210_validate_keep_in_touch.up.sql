ALTER TABLE contact VALIDATE CONSTRAINT contact_update_every_days_check;
ALTER TABLE follow_up VALIDATE CONSTRAINT follow_up_kind_check;
