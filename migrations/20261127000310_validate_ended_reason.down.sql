-- There is nothing to take back: the constraint stays valid.
SELECT 1;
