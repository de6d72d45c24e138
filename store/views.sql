{{/* The views of both databases. They are no migration: they are made anew after the migrations that
     were missing, so a change of them comes with a migration, if an empty one. What stands between
     joined and ordered is one text: the values of a query in an order, joined by 、. */ -}}

{{/* last keeps of what was reported what an organ said last, but for rounds that were taken away. */ -}}
{{define "last"}}  AND NOT EXISTS (SELECT 1 FROM decisions a WHERE a.kind = 'away' AND a.undone_at IS NULL AND a.code = 'round' AND a.exact = r.name)
  AND NOT EXISTS (SELECT 1 FROM progress q JOIN rounds s ON s.id = q.round_id WHERE q.uid = p.uid AND q.organ = p.organ AND q.child = p.child AND q.field = p.field
    AND q.round_id > p.round_id AND NOT EXISTS (SELECT 1 FROM decisions a WHERE a.kind = 'away' AND a.undone_at IS NULL AND a.code = 'round' AND a.exact = s.name))
{{- end -}}

DROP VIEW IF EXISTS ledger;
DROP VIEW IF EXISTS responsibility;
DROP VIEW IF EXISTS reported;

CREATE VIEW ledger AS
SELECT n.key AS notice, n.title AS notice_title, n.doc_number, n.plan_year, n.jurisdiction,
  e.uid, e.eid AS id, p.eid AS part, e.kind,
  coalesce(t.title, up.title, '') AS section,
  coalesce(nd.label, e.number) AS number,
  e.text,
  coalesce((SELECT c.text FROM columns k JOIN cells c ON c.entry_id = e.id AND c.ord = k.ord
    WHERE k.table_id = r.table_id AND k.role = 'result' ORDER BY k.ord LIMIT 1), '') AS result,
{{range .Roles}}  ({{joined "u.name" "a.ord"}} FROM assignments a JOIN units u ON u.id = a.unit_id
    WHERE a.entry_id = e.id AND a.role = '{{.}}'{{ordered "a.ord"}}) AS {{.}}_units,
{{end}}  d.raw AS deadline, d.kind AS deadline_kind, d.due,
  ({{joined "DISTINCT p.value" "p.value"}} FROM progress p JOIN rounds r ON r.id = p.round_id
    WHERE p.uid = e.uid AND p.child = '' AND p.field = 'status' AND p.value <> ''
{{template "last"}}{{ordered "p.value"}}) AS status,
  e.spans, e.at,
  coalesce(nullif(p.source, ''), (SELECT o.name FROM sources o WHERE o.notice_id = n.id ORDER BY o.ord LIMIT 1)) AS source_file
FROM entries e
JOIN notices n ON n.id = e.notice_id
LEFT JOIN parts p ON p.id = e.part_id
LEFT JOIN nodes nd ON nd.entry_id = e.id
LEFT JOIN nodes up ON up.entry_id = nd.parent_id
LEFT JOIN rows r ON r.entry_id = e.id
LEFT JOIN tables t ON t.id = r.table_id
LEFT JOIN deadlines d ON d.entry_id = e.id AND d.ord = 0
WHERE e.kind IN ('item', 'task') AND n.standing = 'current';

CREATE VIEW responsibility AS
SELECT n.key AS notice, n.title AS notice_title, n.plan_year, e.uid, e.eid AS id, coalesce(nd.label, e.number) AS number, e.text,
  a.role, u.name AS unit, u.organ, a.mention, a.rule, f.eid AS from_id,
  d.due, a.spans
FROM assignments a
JOIN units u ON u.id = a.unit_id
JOIN entries e ON e.id = a.entry_id
JOIN notices n ON n.id = e.notice_id
LEFT JOIN nodes nd ON nd.entry_id = e.id
LEFT JOIN entries f ON f.id = a.from_id
LEFT JOIN deadlines d ON d.entry_id = e.id AND d.ord = 0
WHERE e.kind IN ('item', 'task') AND n.standing = 'current';

-- What organs said last of each task, a row a cell; rounds that were taken away said nothing.
CREATE VIEW reported AS
SELECT n.key AS notice, n.title AS notice_title, e.uid, e.eid AS id, coalesce(nd.label, e.number) AS number, e.text,
  p.organ, p.child, p.field, p.value, r.name AS round, p.who, p.file, p.cell, p.at
FROM progress p
JOIN rounds r ON r.id = p.round_id
JOIN entries e ON e.uid = p.uid
JOIN notices n ON n.id = e.notice_id
LEFT JOIN nodes nd ON nd.entry_id = e.id
WHERE e.kind IN ('item', 'task') AND n.standing = 'current'
{{template "last"}};
