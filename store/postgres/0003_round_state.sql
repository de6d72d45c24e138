-- How far a round is: tried out, handed out, closed.
ALTER TABLE rounds ADD COLUMN state TEXT COLLATE "C" NOT NULL DEFAULT 'sent' CHECK (state IN ('trial', 'sent', 'closed'));
