DROP TRIGGER contact_forget_agenda_mark ON contact;
DROP TRIGGER hand_off_forget_agenda_mark ON hand_off;
DROP TRIGGER promise_forget_agenda_mark ON promise;
DROP TRIGGER interview_forget_agenda_mark ON interview;
DROP TRIGGER outreach_forget_agenda_mark ON outreach;
DROP FUNCTION forget_agenda_mark();
DROP TABLE agenda_mark;
