DROP TABLE question_set_item;
DROP TABLE question_set CASCADE;
DELETE FROM search_entry WHERE resource = 'question_set';
DROP TABLE bank_set_question;
DROP TABLE bank_set;
