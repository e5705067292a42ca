ALTER TABLE preparation DROP COLUMN pitch_id, DROP COLUMN questions_by_heart;
DROP TABLE pitch_rehearsal CASCADE;
DELETE FROM search_entry WHERE resource = 'pitch_rehearsal';
DROP TABLE pitch CASCADE;
DELETE FROM search_entry WHERE resource = 'pitch';
