#include "db/model/comment_select.h"

#include <sqlite3.h>

#include "db/connection.h"
#include "db/statement_table.h"
#include "fail_alloc.h"
#include "support_site.h"

struct seen {
  int64_t id[20];
  size_t count;
};

static enum err see(void *context, struct arena *a, const struct comment *c,
    const struct comment_verdict *v) {
  struct seen *s = context;
  (void)a;
  (void)v;
  s->id[s->count++] = c->id;
  return OK;
}

/* The digits of the IDs that fit, in the order of the visits. */
static const char *found(struct blog *b, const struct comment_selection *of) {
  static char text[20];
  struct seen s = {.count = 0};
  assert_err(comment_select_each(b->site->db, of, see, &s), OK);
  for (size_t i = 0; i < s.count; i++)
    text[i] = (char)('0' + s.id[i]);
  text[s.count] = '\0';
  return text;
}

static const uint8_t here[CRYPT_HASH] = {1}, nowhere[CRYPT_HASH] = {9};
static int64_t one, two;

static enum err add_all(struct db *s, void *context) {
  const struct {
    int64_t article;
    enum comment_status status;
    const char *author, *url, *source;
    const uint8_t *network;
  } rows[] = {
      {one, COMMENT_APPROVE, "Ada", "", "Good day.", here},
      {one, COMMENT_HOLD, "ÄRGER", "", "100% sure", NULL},
      {two, COMMENT_SPAM, "Bob", "https://casino.example/", "Words.", here},
      {two, COMMENT_TRASH, "ada", "", "The CASINO of old", NULL},
      {two, COMMENT_SPAM, "Adam", "", "day", NULL},
  };
  enum err e = OK;
  (void)context;
  for (size_t i = 0; !e && i < sizeof rows / sizeof rows[0]; i++) {
    int64_t id = 0;
    struct comment c = {.article_id = rows[i].article,
        .type = "comment",
        .status = rows[i].status,
        .author = rows[i].author,
        .url = rows[i].url,
        .source = rows[i].source,
        .html = "",
        .digest = {(uint8_t)i},
        .created_at = 1000 + (int64_t)i};
    struct comment_verdict v = {"word", "casino", (double)i / 10, ""};
    e = comment_insert(s, &c, "", rows[i].network, &id);
    if (!e && i > 1)
      e = comment_verdict_add(s, id, &v);
  }
  return e;
}

static void fill(struct blog *b) {
  struct article_input first = support_article_input("one"),
                       second = support_article_input("two");
  one = support_save(b, &first);
  two = support_save(b, &second);
  assert_err(txn_write(b->site->db, add_all, NULL), OK);
}

/* Asserts which comments fit after the assignments to `of`. */
#define FITS(expected, ...)                                                            \
  do {                                                                                 \
    struct comment_selection of = comment_select_all;                                  \
    __VA_ARGS__;                                                                       \
    assert_string_equal(found(*state, &of), expected);                                 \
  } while (0)

static void each_condition(void **state) {
  fill(*state);
  FITS("54321", (void)of);
  FITS("", of.statuses = 0);
  FITS("53", of.statuses = COMMENT_SELECT(COMMENT_SPAM));
  FITS(
      "42", of.statuses = COMMENT_SELECT(COMMENT_HOLD) | COMMENT_SELECT(COMMENT_TRASH));
  FITS("21", of.article_id = one);
  FITS("", of.article_id = 99);
  FITS("41", of.author = "ADA");
  FITS("2", of.author = "ärger");
  FITS("43", of.search = "casino");
  FITS("541", of.search = "ada");
  FITS("31", of.network = here);
  FITS("", of.network = nowhere);
  FITS("54", of.since = 1003);
  FITS("321", of.until = 1003);
  FITS("543", of.reason = "word");
  FITS("54", of.min_score = 0.3);
}

/* Letters, not patterns. */
static void wildcards_are_letters(void **state) {
  fill(*state);
  FITS("2", of.search = "%");
  FITS("", of.search = "_");
  FITS("", of.search = "*");
  /* A match does not reach from the name to the text. */
  FITS("", of.search = "adagood");
  FITS("", of.search = "ada good");
  FITS("", of.search = "\xff");
}

static void all_conditions_hold(void **state) {
  fill(*state);
  FITS("3", of.statuses = COMMENT_SELECT(COMMENT_SPAM), of.network = here);
  FITS("54", of.article_id = two, of.since = 1003);
  FITS("1", of.article_id = one, of.network = here);
  FITS("5", of.statuses = COMMENT_SELECT(COMMENT_SPAM), of.since = 1003,
      of.search = "day");
  FITS("4", of.author = "ada", of.search = "casino");
}

static enum err refuse(void *context, struct arena *a, const struct comment *c,
    const struct comment_verdict *v) {
  struct seen *s = context;
  enum err e = see(context, a, c, v);
  assert_string_equal(v->detail, "casino");
  return s->count == 2 ? ERR_EXISTS : e;
}

static void an_error_of_the_visitor_ends_the_walk(void **state) {
  struct blog *b = *state;
  struct seen s = {.count = 0};
  fill(b);
  assert_err(
      comment_select_each(b->site->db, &comment_select_all, refuse, &s), ERR_EXISTS);
  assert_int_equal(s.count, 2);
  assert_err(comment_select_each(b->web->db, &comment_select_all, see, &s), ERR_DENIED);
}

/* SQLite's plan of a statement, its lines joined. */
static void plan(struct blog *b, const char *sql, char out[500]) {
  sqlite3_stmt *st = NULL;
  char *explain = sqlite3_mprintf("EXPLAIN QUERY PLAN %s", sql);
  sqlite3_set_authorizer(b->site->db->handle, NULL, NULL);
  assert_int_equal(
      sqlite3_prepare_v2(b->site->db->handle, explain, -1, &st, NULL), SQLITE_OK);
  *out = '\0';
  while (sqlite3_step(st) == SQLITE_ROW) {
    strncat(out, (const char *)sqlite3_column_text(st, 3), 100);
    strcat(out, "\n");
  }
  sqlite3_finalize(st);
  sqlite3_free(explain);
}

/* All comments are read only if no condition names an index. */
static void no_other_statement_reads_all(void **state) {
  static const char *const uses[] = {"SCAN c\n", "INDEX comment_status (status=?)",
      " (article_id=?)", "INDEX comment_network_network (network=?)",
      "INDEX comment_created (created_at>? AND created_at<?)"};
  const struct statement_table *t = statement_table(TABLE_COMMENT_SELECT);
  char text[500];
  assert_int_equal(t->count, sizeof uses / sizeof uses[0]);
  for (size_t i = 0; i < t->count; i++) {
    plan(*state, t->statements[i].sql, text);
    if (!strstr(text, uses[i]) || (i && strstr(text, "SCAN")))
      fail_msg("%zu: %s", i, text);
    /* Those of one status are in order already. */
    if (i < 2 && strstr(text, "B-TREE"))
      fail_msg("%zu: %s", i, text);
  }
}

static enum err walk(void *context) {
  struct blog *b = context;
  struct seen s = {.count = 0};
  struct comment_selection of = comment_select_all;
  of.search = "casino";
  of.author = "ada";
  enum err e = comment_select_each(b->site->db, &of, see, &s);
  assert_true(e || s.count == 1);
  return e;
}

static void failing_memory(void **state) {
  fill(*state);
  fail_alloc_each(walk, *state);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(each_condition),
      support_site_test(wildcards_are_letters),
      support_site_test(all_conditions_hold),
      support_site_test(an_error_of_the_visitor_ends_the_walk),
      support_sqlite_test(no_other_statement_reads_all),
      support_site_test(failing_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
