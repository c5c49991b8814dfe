-- How much a run made of each report.
-- Reads: readings (report, failed), cards (report, claim). Gives: one row.
SELECT
    COUNT(*) AS reports,
    SUM(CASE WHEN r.failed IS NULL THEN 0 ELSE 1 END) AS failed,
    SUM(CASE WHEN c.claims IS NULL THEN 1 ELSE 0 END) AS without_claims,
    SUM(COALESCE(c.claims, 0)) AS claims
FROM readings AS r
LEFT JOIN (
    SELECT report, COUNT(*) AS claims
    FROM cards
    GROUP BY report
) AS c
    ON r.report = c.report
