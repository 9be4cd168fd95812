#include "db/transfer/transfer.h"

#include <string.h>
#include <unistd.h>

#include "db/connection.h"
#include "db/engine.h"
#include "db/transfer/transfer_side.h"
#include "support_site.h"

/* A blog in either engine, and an empty database in a file or in the other engine. */
struct pair {
  struct blog *b;
  struct db *from, *to;
  char file[600], address[SUPPORT_ADDRESS];
  int parts;        /* seen by `progress` */
  int64_t compared; /* rows, of `total` */
  int64_t total;
  void (*meanwhile)(struct pair *p); /* once, after everything was copied */
  int moves;
  enum err move_error;
};

static void open_pair(struct pair *p, struct blog *b, bool postgres) {
  char *folder = support_folder();
  *p = (struct pair){.b = b};
  snprintf(p->file, sizeof p->file, "%s/copy.db", folder);
  free(folder);
  if (postgres)
    support_postgres(p->address, false);
  else
    assert_err(db_create(p->file), OK);
  assert_err(db_open(&p->from, b->site->database, ROLE_COMMAND), OK);
  assert_err(db_open(&p->to, postgres ? p->address : p->file, ROLE_COMMAND), OK);
}

static void close_pair(struct pair *p) {
  db_close(p->from);
  db_close(p->to);
  if (*p->address)
    support_postgres_drop(p->address);
}

static void on_progress(
    void *context, enum transfer_stage stage, int64_t rows, int64_t total) {
  struct pair *p = context;
  p->parts++;
  p->total = total;
  if (stage != TRANSFER_COMPARING)
    return;
  p->compared = rows;
  if (p->meanwhile)
    p->meanwhile(p);
  p->meanwhile = NULL;
}

static enum err on_move(void *context) {
  struct pair *p = context;
  p->moves++;
  return p->move_error;
}

static int64_t count(struct db *s, const char *sql) {
  int64_t n = -1;
  transfer_side_unlock(s);
  assert_err(transfer_side_number(s, sql, NULL, &n), OK);
  return n;
}

static enum err run(
    struct pair *p, bool moves, struct transfer_done *done, char why[300]) {
  const struct transfer t = {p->from, p->to, on_progress, moves ? on_move : NULL, p};
  return transfer_run(&t, done, why, 300);
}

static void fill(struct blog *b) {
  for (int i = 0; i < 45; i++) {
    char *slug = arena_printf(b->arena, "a%02d", i);
    struct article_input one = support_article_input(slug);
    one.title = arena_printf(b->arena, "Word%02d and harbour", i);
    support_comment(
        b, support_save(b, &one), 0, i % 2 ? COMMENT_APPROVE : COMMENT_HOLD);
  }
}

static void check_equal(struct pair *p) {
  static const char *const numbers[] = {"SELECT count(*) FROM article",
      "SELECT count(*) FROM article_body",
      "SELECT CAST(sum(comment_count) AS bigint) FROM article",
      "SELECT count(*) FROM comment_private", "SELECT count(*) FROM search_entry",
      "SELECT CAST(sum(id * id) AS bigint) FROM comment",
      "SELECT CAST(sum(key % 1000003) AS bigint) FROM search_entry",
      "SELECT CAST(sum(length(source)) AS bigint) FROM comment",
      "SELECT CAST(sum(count) AS bigint) FROM listing"};
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
    assert_int_equal(count(p->from, numbers[i]), count(p->to, numbers[i]));
}

static void copy_all(struct blog *b, bool postgres) {
  struct pair p;
  struct transfer_done done;
  char why[300];
  open_pair(&p, b, postgres);
  assert_err(run(&p, false, &done, why), OK);
  check_equal(&p);
  assert_true(done.rows > 45 * 6);
  assert_int_equal(done.changed, 0);
  assert_int_equal(p.compared, p.total);
  assert_true(p.parts > 100);
  /* The original goes on by itself: the copy never uses the same numbers. */
  assert_true(count(p.to, "SELECT change FROM site") >
              count(p.from, "SELECT change FROM site") + 900000);
  /* Full now. */
  assert_err(run(&p, false, &done, why), ERR_EXISTS);
  assert_non_null(strstr(why, "a blog already"));
  close_pair(&p);
}

static void everything_is_copied(void **state) {
  fill(*state);
  copy_all(*state, false);
  if (support_has_postgres())
    copy_all(*state, true);
}

/* One of each kind: new, changed, deleted, and two that exchange what must be unique.
 */
static void change_meanwhile(struct pair *p) {
  struct article_input late = support_article_input("late");
  int64_t last = count(p->from, "SELECT max(id) FROM comment");
  support_comment(p->b, support_save(p->b, &late), 0, COMMENT_APPROVE);
  assert_err(support_moderate(p->b->site, last, COMMENT_SPAM), OK);
  support_run(p->b, "DELETE FROM comment_private WHERE comment_id = 3;"
                    "UPDATE author SET name = 'Renamed'");
  support_run(p->b, "UPDATE article SET permalink = '/x/' WHERE id = 1;"
                    "UPDATE article SET permalink = '/first/' WHERE id = 40;"
                    "UPDATE article SET permalink = '/fortieth/' WHERE id = 1");
}

static void what_changes_meanwhile_is_copied_again(void **state) {
  struct pair p;
  struct transfer_done done;
  char why[300];
  struct blog *b = *state;
  fill(b);
  open_pair(&p, b, support_has_postgres() && !b->site->db->engine->is_postgres);
  p.meanwhile = change_meanwhile;
  assert_err(run(&p, true, &done, why), OK);
  assert_true(done.changed >= 4);
  /* Most parts have not: each was seen twice. */
  assert_true(done.changed < p.parts / 4);
  assert_int_equal(p.moves, 1);
  check_equal(&p);
  assert_int_equal(count(p.to, "SELECT count(*) FROM article WHERE slug = 'late'"), 1);
  assert_int_equal(
      count(p.to, "SELECT count(*) FROM author WHERE name = 'Renamed'"), 1);
  assert_int_equal(
      count(p.to, "SELECT id FROM article WHERE permalink = '/first/'"), 40);
  close_pair(&p);
}

/* Nobody can write to it, whether the connection is open or not. Only PostgreSQL has a
 * mark: a file is moved away by who moves the blog. */
static void a_blog_that_has_moved_is_not_changed(void **state) {
  struct pair p;
  struct transfer_done done;
  struct db *again = NULL;
  char why[300];
  struct blog *b = *state;
  struct article_input one = support_article_input("one");
  int64_t id = support_save(b, &one);
  open_pair(&p, b, false);
  p.move_error = ERR_FULL;
  assert_err(run(&p, true, &done, why), ERR_FULL);
  support_comment(b, id, 0, COMMENT_HOLD);
  close_pair(&p);
  open_pair(&p, b, false);
  assert_err(run(&p, true, &done, why), OK);
  assert_int_equal(count(p.to, "SELECT count(*) FROM comment"), 1);
  assert_true(count(p.to, "SELECT change FROM site") > 0);
  if (b->site->db->engine->is_postgres) {
    assert_err(support_moderate(b->site, 1, COMMENT_APPROVE), ERR_REPLACED);
    assert_err(db_open(&again, b->database, ROLE_WEB), ERR_REPLACED);
  }
  close_pair(&p);
}

static void a_text_that_no_server_takes_is_named(void **state) {
  struct pair p;
  struct transfer_done done;
  char why[300];
  struct blog *b = *state;
  if (!support_has_postgres())
    skip();
  open_pair(&p, b, true);
  support_run(b, "INSERT INTO tag VALUES (7, 'x', CAST(x'c328' AS TEXT))");
  assert_err(run(&p, true, &done, why), ERR_INVALID);
  assert_non_null(strstr(why, "name of the table tag"));
  assert_non_null(strstr(why, "the row 7"));
  assert_int_equal(p.moves, 0);
  assert_int_equal(count(p.to, "SELECT count(*) FROM listing"), 2);
  close_pair(&p);
}

static void a_row_that_refers_to_nothing_is_refused(void **state) {
  struct pair p;
  struct transfer_done done;
  char why[300];
  struct blog *b = *state;
  open_pair(&p, b, support_has_postgres());
  support_run(b, "PRAGMA foreign_keys = OFF; INSERT INTO article_tag VALUES (5, 6)");
  assert_err(run(&p, true, &done, why), ERR_EXISTS);
  assert_true(*why != '\0');
  assert_int_equal(count(p.to, "SELECT count(*) FROM article_tag"), 0);
  close_pair(&p);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(everything_is_copied),
      support_site_test(what_changes_meanwhile_is_copied_again),
      support_site_test(a_blog_that_has_moved_is_not_changed),
      support_sqlite_test(a_text_that_no_server_takes_is_named),
      support_sqlite_test(a_row_that_refers_to_nothing_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
