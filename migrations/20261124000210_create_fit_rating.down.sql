DROP TABLE fit_rating;
