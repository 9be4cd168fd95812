-- The words of titles and headings, for prefixes that are not found in all the text
-- (docs/search.md).
CREATE VIRTUAL TABLE search_head_word USING fts5vocab(search_head, instance);
