-- Every linked place as a point, found by places.key (R-Tree, 32-bit: check the exact columns).
CREATE VIRTUAL TABLE IF NOT EXISTS place_boxes USING rtree (key, west, east, south, north);
