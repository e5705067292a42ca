DELETE FROM search_entry WHERE resource = 'message';
DROP VIEW searchable_message;
DROP TABLE message_version, message_attachment, message;
