#include "db/integrity.h"

#include <stdio.h>
#include <string.h>

#include "db/connection.h"
#include "db/engine.h"
#include "db/schema.h"
#include "db/sqlite/fts_functions.h"
#include "db/statement.h"

enum {
  PAGES,
  REFERENCES,
  NO_ADDRESS,
  WRONG_ADDRESS,
  MOVED_NOWHERE,
  LIST_COUNT,
  LIST_BUCKETS,
  BUCKET_COUNT,
  UPPER_BUCKET_COUNT,
  NOT_PUBLIC,
  WRONG_KEY,
  NOT_HOME,
  NOT_ALL,
  NOT_OF_AUTHOR,
  NOT_TAGGED,
  NOT_FILED,
  NOT_ABOVE,
  OTHER_AUTHOR,
  OTHER_TAG,
  OTHER_CATEGORY,
  COMMENTS,
  OTHER_PARENT,
  ITSELF,
  ORPHAN_EMAIL,
  ORPHAN_VERDICT,
  NOT_SEARCHED,
  ORPHAN_INDEX_ROW,
  OTHER_TOKENIZER,
  COUNT
};

#define PUBLIC_POST "a.type = 'post' AND a.status = 'publish'"
/* Whether article `a` is in a list. Strings are pasted and not bound, so that each
 * statement is complete and needs no parameters. */
#define IS_IN(kind, object)                                                            \
  "EXISTS (SELECT 1 FROM listing_entry e JOIN listing l ON l.id = e.listing_id"        \
  " WHERE e.article_id = a.id AND l.kind = '" kind "' AND l.object_id = " object ")"

/* Each row is a finding; its one or two columns are put into the sentence below. */
static const struct statement_sql statements[] = {
    /* SQLite ends its report after 100 faults. */
    [PAGES] = {ROLE_COMMAND, "PRAGMA integrity_check"},
    [REFERENCES] = {ROLE_COMMAND, "PRAGMA foreign_key_check"},
    /* From both sides, like most below: an article without its row here, and a row
     * without its article next. */
    [NO_ADDRESS] = {ROLE_COMMAND,
        "SELECT a.id FROM article a WHERE a.status = 'publish' AND NOT EXISTS (SELECT 1"
        " FROM path p WHERE p.path = a.permalink AND p.kind = 'article'"
        " AND p.article_id = a.id)"},
    /* IS DISTINCT FROM also finds a NULL on one side, where <> would be NULL and so not
       true. */
    [WRONG_ADDRESS] = {ROLE_COMMAND,
        "SELECT p.path FROM path p LEFT JOIN article a ON a.id = p.article_id"
        " WHERE p.kind = 'article' AND (a.id IS NULL OR a.status <> 'publish'"
        " OR a.permalink IS DISTINCT FROM p.path)"},
    [MOVED_NOWHERE] = {ROLE_COMMAND,
        "SELECT p.path FROM path p LEFT JOIN article a ON a.id = p.article_id"
        " WHERE p.kind = 'moved' AND a.id IS NULL"},
    /* Counts are kept by adding differences (listing.c), so that an error would stay in
     * them for good. */
    [LIST_COUNT] = {ROLE_COMMAND,
        "SELECT l.kind, l.object_id FROM listing l WHERE l.count <>"
        " (SELECT count(*) FROM listing_entry e WHERE e.listing_id = l.id)"},
    /* Level 2 covers every entry, so its sum is that of the list. */
    [LIST_BUCKETS] = {ROLE_COMMAND,
        "SELECT l.kind, l.object_id FROM listing l WHERE l.count <>"
        " (SELECT coalesce(sum(count), 0) FROM listing_bucket s WHERE s.listing_id = l.id"
        " AND s.level = 2)"},
    /* The last bucket of a level has no next one: the number is INT64_MAX. */
    [BUCKET_COUNT] = {ROLE_COMMAND,
        "SELECT l.kind, l.object_id FROM listing_bucket s JOIN listing l"
        " ON l.id = s.listing_id WHERE s.level = 1 AND s.count <>"
        " (SELECT count(*) FROM listing_entry e WHERE e.listing_id = s.listing_id"
        " AND e.key >= s.low AND e.key < coalesce((SELECT n.low FROM listing_bucket n"
        " WHERE n.listing_id = s.listing_id AND n.level = 1 AND n.low > s.low"
        " ORDER BY n.low LIMIT 1), 9223372036854775807))"},
    [UPPER_BUCKET_COUNT] = {ROLE_COMMAND,
        "SELECT l.kind, l.object_id FROM listing_bucket s JOIN listing l"
        " ON l.id = s.listing_id WHERE s.level = 2 AND s.count <>"
        " (SELECT coalesce(sum(o.count), 0) FROM listing_bucket o"
        " WHERE o.listing_id = s.listing_id AND o.level = 1"
        " AND o.low >= s.low AND o.low < coalesce((SELECT n.low FROM listing_bucket n"
        " WHERE n.listing_id = s.listing_id AND n.level = 2 AND n.low > s.low"
        " ORDER BY n.low LIMIT 1), 9223372036854775807))"},
    [NOT_PUBLIC] = {ROLE_COMMAND,
        "SELECT DISTINCT e.article_id FROM listing_entry e LEFT JOIN article a"
        " ON a.id = e.article_id WHERE a.id IS NULL OR a.type <> 'post'"
        " OR a.status <> 'publish'"},
    /* The number is 2^62, which db/model/listing.c adds to the key of a pinned
     * article. */
    [WRONG_KEY] = {ROLE_COMMAND,
        "SELECT DISTINCT a.id FROM listing_entry e JOIN article a"
        " ON a.id = e.article_id JOIN listing l ON l.id = e.listing_id"
        " WHERE e.key IS DISTINCT FROM a.position AND NOT (l.kind = 'home' AND a.sticky = 1"
        " AND e.key = a.position + 4611686018427387904)"},
    [NOT_HOME] = {ROLE_COMMAND,
        "SELECT a.id FROM article a WHERE " PUBLIC_POST " AND NOT " IS_IN("home", "0")},
    [NOT_ALL] = {ROLE_COMMAND,
        "SELECT a.id FROM article a WHERE " PUBLIC_POST " AND NOT " IS_IN("all", "0")},
    [NOT_OF_AUTHOR] = {ROLE_COMMAND, "SELECT a.id FROM article a WHERE " PUBLIC_POST
                                     " AND NOT " IS_IN("author", "a.author_id")},
    [NOT_TAGGED] = {ROLE_COMMAND,
        "SELECT a.id FROM article a JOIN article_tag t ON t.article_id = a.id"
        " WHERE " PUBLIC_POST " AND NOT " IS_IN("tag", "t.tag_id")},
    [NOT_FILED] = {ROLE_COMMAND,
        "SELECT a.id FROM article a JOIN article_category c ON c.article_id = a.id"
        " WHERE " PUBLIC_POST " AND NOT " IS_IN("category", "c.category_id")},
    /* The list of a category has the articles of those below it, too (placement.c). */
    [NOT_ABOVE] = {ROLE_COMMAND,
        "SELECT a.id FROM listing_entry f JOIN listing m ON m.id = f.listing_id"
        " JOIN category c ON c.id = m.object_id JOIN article a ON a.id = f.article_id"
        " WHERE m.kind = 'category' AND c.parent_id IS NOT NULL"
        " AND NOT " IS_IN("category", "c.parent_id")},
    [OTHER_AUTHOR] = {ROLE_COMMAND,
        "SELECT a.id FROM listing_entry e JOIN listing l ON l.id = e.listing_id"
        " JOIN article a ON a.id = e.article_id WHERE l.kind = 'author'"
        " AND l.object_id <> a.author_id"},
    [OTHER_TAG] = {ROLE_COMMAND,
        "SELECT e.article_id FROM listing_entry e JOIN listing l ON l.id = e.listing_id"
        " WHERE l.kind = 'tag' AND NOT EXISTS (SELECT 1 FROM article_tag t"
        " WHERE t.article_id = e.article_id AND t.tag_id = l.object_id)"},
    /* An article is also in the lists of the categories above its own: it may be in
     * this list because it is in that of a child. */
    [OTHER_CATEGORY] = {ROLE_COMMAND,
        "SELECT a.id FROM listing_entry f JOIN listing m ON m.id = f.listing_id"
        " JOIN article a ON a.id = f.article_id WHERE m.kind = 'category'"
        " AND NOT EXISTS (SELECT 1 FROM article_category t WHERE t.article_id = a.id"
        " AND t.category_id = m.object_id) AND NOT EXISTS (SELECT 1 FROM category c"
        " WHERE c.parent_id = m.object_id AND " IS_IN("category", "c.id") ")"},
    /* Kept by differences as well (ADD_COMMENTS in article.c). */
    [COMMENTS] = {ROLE_COMMAND,
        "SELECT a.id FROM article a WHERE a.comment_count <> (SELECT count(*)"
        " FROM comment c WHERE c.article_id = a.id AND c.status = 'approve')"},
    /* Neither article could show such a reply below its parent. */
    [OTHER_PARENT] = {ROLE_COMMAND,
        "SELECT c.id FROM comment c JOIN comment p ON p.id = c.parent_id"
        " WHERE p.article_id <> c.article_id"},
    [ITSELF] = {ROLE_COMMAND, "SELECT c.id FROM comment c WHERE c.parent_id = c.id"},
    /* foreign_key_check does not find these: comment_private has no foreign key. */
    [ORPHAN_EMAIL] = {ROLE_COMMAND,
        "SELECT p.comment_id FROM comment_private p LEFT JOIN comment c"
        " ON c.id = p.comment_id WHERE c.id IS NULL"},
    [ORPHAN_VERDICT] = {ROLE_COMMAND,
        "SELECT v.comment_id FROM comment_verdict v LEFT JOIN comment c"
        " ON c.id = v.comment_id WHERE c.id IS NULL"},
    /* An article in search_due only waits to be indexed. */
    [NOT_SEARCHED] = {ROLE_COMMAND,
        "SELECT a.id FROM article a LEFT JOIN search_entry e ON e.article_id = a.id"
        " LEFT JOIN search_content c ON c.id = e.key WHERE c.id IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM search_due d WHERE d.article_id = a.id)"},
    [ORPHAN_INDEX_ROW] = {ROLE_COMMAND,
        "SELECT c.id FROM search_content c LEFT JOIN search_entry e ON e.key = c.id"
        " WHERE e.key IS NULL"},
    /* '' is the state of an index that no article was added to yet. */
    [OTHER_TOKENIZER] = {ROLE_COMMAND,
        "SELECT splitter FROM search_state WHERE splitter NOT IN ('', ?)"},
};
static const struct statement_text statements_postgres[STATEMENT_COUNT(statements)] = {
    [NOT_SEARCHED] =
        {"SELECT a.id FROM article a LEFT JOIN search_entry e ON e.article_id = a.id"
         " LEFT JOIN search c ON c.key = e.key WHERE c.key IS NULL"
         " AND NOT EXISTS (SELECT 1 FROM search_due d WHERE d.article_id = a.id)"},
    [ORPHAN_INDEX_ROW] =
        {"SELECT c.key FROM search c LEFT JOIN search_entry e ON e.key = c.key"
         " WHERE e.key IS NULL"},
    [PAGES] = {STATEMENT_SQLITE_ONLY},
    [REFERENCES] = {STATEMENT_SQLITE_ONLY},
};
const struct statement_table integrity_statements =
    STATEMENT_TABLE_POSTGRES(statements);

/* A row of foreign_key_check has the table, the rowid, and the table referred to. */
static void integrity_reference_text(struct statement *st, char *out, size_t size) {
  snprintf(out, size,
      "row %lld of the table %s refers to a row of %s that does not exist",
      (long long)statement_int(st, 1), statement_chars(st, 0), statement_chars(st, 2));
}

static enum err integrity_walk_file(
    struct db *s, int statement, integrity_visit *visit, void *context) {
  struct statement *st = NULL;
  enum err e = statement_get(s, TABLE_INTEGRITY, statement, &st);
  while (statement_next(s, st, &e)) {
    char text[400];
    const char *said = statement_chars(st, 0);
    /* integrity_check has the one row "ok" if it finds no fault. */
    if (statement == PAGES && said && strcmp(said, "ok") == 0)
      continue;
    if (statement == REFERENCES)
      integrity_reference_text(st, text, sizeof text);
    else
      snprintf(text, sizeof text, "%s", said ? said : "");
    e = visit(context, text);
  }
  return e;
}

enum err integrity_of_file(struct db *s, integrity_visit *visit, void *context) {
  bool found = false;
  /* PostgreSQL checks references by itself, and its files are out of reach. */
  if (s->engine->is_postgres)
    return OK;
  enum err e = integrity_walk_file(s, PAGES, visit, context);
  if (!e)
    e = schema_compare(s, visit, context, &found);
  /* foreign_key_check fails if a table is missing. */
  return e || found ? e : integrity_walk_file(s, REFERENCES, visit, context);
}

/* The sentence for a row of each statement. The first column replaces the first %s, the
 * second column the second. */
static const char *const sentences[] = {
    [NO_ADDRESS] = "article %s is public but has no address",
    [WRONG_ADDRESS] = "the address %s leads to an article that is not public",
    [MOVED_NOWHERE] = "the address %s redirects to an article that does not exist",
    [LIST_COUNT] = "the count of the list \"%s\" %s is wrong",
    [LIST_BUCKETS] = "the count of the list \"%s\" %s differs from that of its buckets",
    [BUCKET_COUNT] = "the count of a bucket of the list \"%s\" %s is wrong",
    [UPPER_BUCKET_COUNT] =
        "the count of an upper bucket of the list \"%s\" %s is wrong",
    [NOT_PUBLIC] = "article %s is in a list but is not a public post",
    [WRONG_KEY] = "article %s is at the wrong date in a list",
    [NOT_HOME] = "article %s is not on the home page",
    [NOT_ALL] = "article %s is missing from the archives",
    [NOT_OF_AUTHOR] = "article %s is not in the list of its author",
    [NOT_TAGGED] = "article %s is not in the list of one of its tags",
    [NOT_FILED] = "article %s is not in the list of one of its categories",
    [NOT_ABOVE] = "article %s is not in the list of a parent category",
    [OTHER_AUTHOR] = "article %s is in the list of another author",
    [OTHER_TAG] = "article %s is in the list of a tag it does not have",
    [OTHER_CATEGORY] = "article %s is in the list of a category it is not in",
    [COMMENTS] = "the comment count of article %s is wrong",
    [OTHER_PARENT] = "comment %s is a reply to one on another article",
    [ITSELF] = "comment %s is a reply to itself",
    [ORPHAN_EMAIL] = "an email address is stored for comment %s, which does not exist",
    [ORPHAN_VERDICT] = "a verdict is stored for comment %s, which does not exist",
    [NOT_SEARCHED] = "article %s is missing from the search index: pamphlet upgrade",
    [ORPHAN_INDEX_ROW] =
        "row %s of the search index belongs to no article: pamphlet upgrade",
    [OTHER_TOKENIZER] =
        "the search index was created by another version (%s): pamphlet upgrade",
};

static enum err integrity_report_row(
    int statement, struct statement *st, integrity_visit *visit, void *context) {
  /* Room for a path of LIMIT_PATH bytes and the sentence around it.
   *
   * The sentence is not passed to printf as a format: compilers check only literal
   * ones. */
  char text[4400];
  const char *says = sentences[statement], *rest = strstr(says, "%s");
  const char *what = statement_chars(st, 0);
  const char *more = statement_columns(st) > 1 ? statement_chars(st, 1) : NULL;
  int n =
      snprintf(text, sizeof text, "%.*s%s", (int)(rest - says), says, what ? what : "");
  rest += 2;
  const char *second = more ? strstr(rest, "%s") : NULL;
  if (second)
    snprintf(text + n, sizeof text - (size_t)n, "%.*s%s%s", (int)(second - rest), rest,
        more, second + 2);
  else
    snprintf(text + n, sizeof text - (size_t)n, "%s", rest);
  return visit(context, text);
}

enum err integrity_of_rows(struct db *s, integrity_visit *visit, void *context) {
  /* The two statements before NO_ADDRESS belong to integrity_of_file. */
  char tokenizer[FTS_TOKENIZER];
  enum err e = OK;
  for (int i = NO_ADDRESS; !e && i < COUNT; i++) {
    struct statement *st = NULL;
    e = statement_get(s, TABLE_INTEGRITY, i, &st);
    /* The only statement with a parameter. */
    if (!e && i == OTHER_TOKENIZER)
      statement_bind_text(st, 1, fts_tokenizer(tokenizer));
    while (statement_next(s, st, &e))
      e = integrity_report_row(i, st, visit, context);
  }
  return e;
}
