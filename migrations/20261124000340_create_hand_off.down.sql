DROP TABLE forwarding;
DROP TABLE hand_off;
