#include "db/integrity.h"

#include <sqlite3.h>

#include "fail_alloc.h"
#include "site/site_open.h"
#include "support_site.h"

struct found {
  char text[4000];
  int count;
};

static enum err note(void *context, const char *finding) {
  struct found *f = context;
  size_t n = strlen(f->text);
  snprintf(f->text + n, sizeof f->text - n, "%s\n", finding);
  f->count++;
  return OK;
}

static enum err note_and_stop(void *context, const char *finding) {
  note(context, finding);
  return ERR_INVALID;
}

/* Writes on a connection without an authorizer. */
static void spoil(struct blog *b, const char *sql) {
  char file[600], *error = NULL;
  sqlite3 *db = NULL;
  if (*b->database) {
    support_run(b, sql);
    return;
  }
  snprintf(file, sizeof file, "%s/pamphlet.db", b->site->dir);
  assert_int_equal(sqlite3_open(file, &db), SQLITE_OK);
  sqlite3_exec(db, sql, NULL, NULL, &error);
  if (error)
    fail_msg("%s: %s", sql, error);
  sqlite3_close(db);
}

/* Adds two posts with categories, tags and lists, a subpage, comments, and a moved
 * address. */
static void fill(struct blog *b) {
  static const char *const categories[] = {"Harbour/Boats/Small", "Weather"};
  static const char *const tags[] = {"tides", "mornings"};
  static const char *const aliases[] = {"/old/"};
  struct article_input one = support_article_input("one"),
                       two = support_article_input("two");
  support_categories(&one, categories, 2);
  support_tags(&one, tags, 2);
  support_aliases(&one, aliases, 1);
  two.author = "Ada Lovelace";
  two.sticky = true;
  int64_t id = support_save(b, &one);
  support_save(b, &two);
  struct article_input about = support_article_input("about"),
                       team = support_article_input("team");
  about.type = team.type = ARTICLE_PAGE;
  team.parent_id = support_save(b, &about);
  support_save(b, &team);
  int64_t first = support_comment(b, id, 0, COMMENT_APPROVE);
  support_comment(b, id, first, COMMENT_HOLD);
  spoil(b, "UPDATE article SET comment_count = 1 WHERE id = 1");
}

static struct found look(struct blog *b) {
  struct found f = {"", 0};
  assert_err(integrity_of_file(b->site->db, note, &f), OK);
  assert_err(integrity_of_rows(b->site->db, note, &f), OK);
  return f;
}

static void a_valid_site_has_no_findings(void **state) {
  struct blog *b = *state;
  assert_int_equal(look(b).count, 0);
  fill(b);
  struct found f = look(b);
  if (f.count)
    fail_msg("%s", f.text);
}

static void long_lists_are_valid(void **state) {
  struct blog *b = *state;
  char slug[16];
  for (int i = 0; i < 600; i++) {
    snprintf(slug, sizeof slug, "n%d", i);
    struct article_input d = support_article_input(slug);
    d.published_at += INT64_C(1000000) * i;
    support_save(b, &d);
    arena_reset(b->arena);
  }
  struct found f = look(b);
  if (f.count)
    fail_msg("%s", f.text);
}

static void each_fault_is_reported(void **state) {
  static const char *const faults[][2] = {
      {"DELETE FROM path WHERE kind = 'article' AND article_id = 1",
          "article 1 is public"},
      {"INSERT INTO path VALUES ('/x/', 'article', 1)", "/x/ leads to"},
      {"UPDATE article SET status = 'draft' WHERE slug = 'team'", "leads to"},
      {"UPDATE path SET article_id = NULL WHERE path = '/old/'", "/old/ redirects"},
      {"UPDATE listing SET count = 9 WHERE kind = 'home'",
          "count of the list \"home\" 0"},
      {"UPDATE listing_bucket SET count = 9 WHERE level = 1 AND listing_id = 2",
          "a bucket"},
      {"UPDATE listing_bucket SET count = 9 WHERE level = 2 AND listing_id = 2",
          "an upper bucket"},
      {"UPDATE listing_entry SET article_id = 3 WHERE listing_id = 2 AND article_id = 1",
          "article 3 is in a list"},
      {"UPDATE article SET position = position + 5 WHERE id = 1", "wrong date"},
      {"UPDATE article SET sticky = 0 WHERE id = 2", "wrong date"},
      {"DELETE FROM listing_entry WHERE listing_id = 1 AND article_id = 1",
          "article 1 is not on the home page"},
      {"DELETE FROM listing_entry WHERE listing_id = 2 AND article_id = 1",
          "article 1 is missing from the archives"},
      {"UPDATE article SET author_id = 2 WHERE id = 1",
          "not in the list of its author"},
      {"UPDATE article SET author_id = 2 WHERE id = 1",
          "in the list of another author"},
      {"DELETE FROM listing_entry WHERE article_id = 1 AND listing_id IN"
       " (SELECT id FROM listing WHERE kind = 'tag')",
          "one of its tags"},
      {"DELETE FROM article_tag", "a tag it does not have"},
      {"DELETE FROM listing_entry WHERE article_id = 1 AND listing_id IN"
       " (SELECT l.id FROM listing l JOIN category c ON c.id = l.object_id"
       " WHERE kind = 'category' AND c.slug = 'small')",
          "one of its categories"},
      {"DELETE FROM listing_entry WHERE article_id = 1 AND listing_id IN"
       " (SELECT l.id FROM listing l JOIN category c ON c.id = l.object_id"
       " WHERE kind = 'category' AND c.slug = 'harbour')",
          "a parent category"},
      {"DELETE FROM article_category", "a category it is not in"},
      {"UPDATE article SET comment_count = 2 WHERE id = 1",
          "comment count of article 1"},
      {"UPDATE comment SET article_id = 2 WHERE id = 2", "one on another article"},
      {"UPDATE comment SET parent_id = 2 WHERE id = 2", "a reply to itself"},
      {"INSERT INTO comment_private VALUES (77, 'a@example.org')", "for comment 77"},
      {"INSERT INTO comment_verdict VALUES (78, 'all', '', NULL, '')",
          "for comment 78"},
      {"DELETE FROM search_entry WHERE article_id = 1",
          "article 1 is missing from the search"},
      {"DELETE FROM search_entry WHERE article_id = 1", "belongs to no article"},
      {"UPDATE search_state SET splitter = '0'", "another version"},
      {"PRAGMA foreign_keys = OFF; DELETE FROM author WHERE id = 2", "row of author"},
  };
  for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
    struct blog *b;
    (void)state;
    assert_int_equal(support_site_in_file((void **)&b), 0);
    fill(b);
    spoil(b, faults[i][0]);
    struct found f = look(b);
    if (!strstr(f.text, faults[i][1]))
      fail_msg("%s: not \"%s\" but: %s", faults[i][0], faults[i][1], f.text);
    f = (struct found){"", 0};
    enum err e = integrity_of_file(b->site->db, note_and_stop, &f);
    if (!e)
      e = integrity_of_rows(b->site->db, note_and_stop, &f);
    assert_err(e, ERR_INVALID);
    assert_int_equal(f.count, 1);
    support_site_close((void **)&b);
  }
}

static void another_schema_is_reported(void **state) {
  static const char *const faults[][2] = {
      {"DROP TABLE comment", "the table \"comment\" is missing"},
      {"DROP INDEX comment_status",
          "the index \"comment_status\" of the table \"comment\" is missing"},
      {"CREATE TRIGGER x AFTER INSERT ON comment BEGIN DELETE FROM article; END",
          "the trigger \"x\" of the table \"comment\" does not belong to this program's schema"},
      {"DROP TRIGGER tag_insert;"
       "CREATE TRIGGER tag_insert AFTER INSERT ON tag BEGIN SELECT 1; END",
          "\"tag_insert\" of the table \"tag\" differs from this program's schema"},
      {"CREATE VIEW v AS SELECT 1", "the view \"v\" does not belong"},
      {"CREATE TABLE notes (a)", "the table \"notes\" does not belong"},
      {"ALTER TABLE tag ADD COLUMN a TEXT", "the table \"tag\" differs"},
  };
  (void)state;
  for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
    struct blog *b;
    struct found f = {"", 0};
    assert_int_equal(support_site_in_file((void **)&b), 0);
    spoil(b, faults[i][0]);
    assert_err(integrity_of_file(b->site->db, note, &f), OK);
    if (!strstr(f.text, faults[i][1]))
      fail_msg("%s: not \"%s\" but: %s", faults[i][0], faults[i][1], f.text);
    f = (struct found){"", 0};
    assert_err(integrity_of_file(b->site->db, note_and_stop, &f), ERR_INVALID);
    assert_int_equal(f.count, 1);
    support_site_close((void **)&b);
  }
}

static void comments_in_the_schema_do_not_matter(void **state) {
  struct blog *b = *state;
  spoil(b, "PRAGMA writable_schema = ON; UPDATE sqlite_master SET"
           " sql = replace(replace(sql, '-- ', '-- Once: '), ' (id', '  ( id');"
           " ANALYZE");
  assert_int_equal(look(b).count, 0);
}

static enum err check_once(void *context) {
  struct blog *b = context;
  struct found f = {"", 0};
  enum err e = integrity_of_file(b->site->db, note, &f);
  if (!e)
    e = integrity_of_rows(b->site->db, note, &f);
  return e || f.count == 0 ? e : ERR_INTERNAL;
}

static void a_failed_allocation_is_no_finding(void **state) {
  struct blog *b = *state;
  fill(b);
  fail_alloc_each(check_once, b);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_valid_site_has_no_findings),
      support_site_test(long_lists_are_valid),
      cmocka_unit_test(each_fault_is_reported),
      cmocka_unit_test(another_schema_is_reported),
      support_sqlite_test(comments_in_the_schema_do_not_matter),
      support_site_test(a_failed_allocation_is_no_finding),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
