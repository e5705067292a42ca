ALTER TABLE change_counter DROP COLUMN forgotten_seq;
