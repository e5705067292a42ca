-- There is nothing to take back: the constraints stay valid.
SELECT 1;
