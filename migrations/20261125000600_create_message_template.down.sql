DELETE FROM search_entry WHERE resource = 'message_template';
DROP VIEW searchable_message_template;
DROP TABLE message_template;
DROP TABLE system_template;
