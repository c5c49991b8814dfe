-- Every report once: one that was given twice is read once, as it came first.
-- Reads: reports (report, arrival, body). Gives: the same columns.
SELECT r.report, r.arrival, r.body
FROM reports AS r
INNER JOIN (
    SELECT report, MIN(arrival) AS arrival
    FROM reports
    GROUP BY report
) AS f
    ON r.report = f.report AND r.arrival = f.arrival
