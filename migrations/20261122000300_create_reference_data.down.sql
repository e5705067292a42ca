DROP TABLE bank_question;
DROP TABLE methodology;
