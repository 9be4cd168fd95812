-- How many changes have deleted or replaced what somebody wrote or their address, and how
-- many of these the bytes in the file have forgotten (cgi/db/db_forget.h). The first look is
-- due at once: older versions left copies.
ALTER TABLE site ADD COLUMN forgets INTEGER NOT NULL DEFAULT 1;
ALTER TABLE site ADD COLUMN forgotten INTEGER NOT NULL DEFAULT 0;
