DROP TABLE theme_move;
