-- Renames tables and dependency keys to the names that the program uses.
ALTER TABLE page_store RENAME TO cache_record;
ALTER TABLE listing_span RENAME TO listing_bucket;
UPDATE dependency SET key = 'neighbours:' || substr(key, 8) WHERE key LIKE 'beside:%';
