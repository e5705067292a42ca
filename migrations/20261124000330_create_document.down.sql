DROP TABLE document_content;
DROP TABLE document;
