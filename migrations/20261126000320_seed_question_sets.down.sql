DELETE FROM bank_set_question;
DELETE FROM bank_set;
