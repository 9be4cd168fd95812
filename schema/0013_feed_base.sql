-- Feed readers show an entry again if its ID changes, so the IDs must not follow
-- base_url, which changes from http to https or to another host. They keep the address
-- at which the site was first served or upgraded. '' until then.
ALTER TABLE site ADD COLUMN feed_base TEXT NOT NULL DEFAULT '';
