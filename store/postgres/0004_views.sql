-- The views changed, and are no migration any more: views.sql.
DROP VIEW IF EXISTS ledger;
DROP VIEW IF EXISTS responsibility;
