DROP TABLE research_gap;
DROP TABLE research_item;
