-- What was read of a notice beside its entries, where claims and links changed it.
ALTER TABLE originals ADD COLUMN whole TEXT NOT NULL DEFAULT '';
