ALTER TABLE bank_question DROP COLUMN tiara;
