DELETE FROM system_template WHERE number BETWEEN 1 AND 12;
