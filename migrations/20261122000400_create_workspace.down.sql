DROP TABLE question;
DROP TABLE contact_method;
DROP TABLE contact;
DROP TABLE organization;
DROP TABLE theme;
