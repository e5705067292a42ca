DROP TABLE custom_field;
DROP TABLE employment;
