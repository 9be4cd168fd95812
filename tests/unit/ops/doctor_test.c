/* What the doctor sees without a server. */
#include "ops/doctor_internal.h"

#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "support_site.h"

/* A finding a line. */
static struct buf findings;

static void note(void *context, enum doctor_level level, const char *subject,
    const char *says, const char *mend) {
  static const char *const words[] = {"ok", "note", "warning", "error"};
  (void)context;
  assert_true(level == DOCTOR_OK || *mend);
  buf_printf(&findings, "%s %s: %s | %s\n", words[level], subject, says, mend);
}

static const char *found(struct blog *b, void (*look)(struct doctor *d)) {
  struct doctor d = {
      .dir = b->site->dir, .report = note, .arena = b->arena, .site = b->site};
  buf_clear(&findings);
  look(&d);
  return buf_text(&findings);
}

static const char *path_of(struct blog *b, const char *name) {
  return arena_printf(b->arena, "%s/%s", b->site->dir, name);
}

static void good_files(void **state) {
  struct blog *b = *state;
  assert_int_equal(strncmp(found(b, doctor_files), "ok files: ", 10), 0);
}

static void what_locks_others_out(void **state) {
  struct blog *b = *state;
  assert_int_equal(chmod(path_of(b, "pamphlet.db-queue"), 0600), 0);
  const char *said = found(b, doctor_files);
  assert_non_null(strstr(said, "error owner: pamphlet.db-queue is of "));
  assert_non_null(strstr(said, "with mode 600"));
  assert_non_null(strstr(said, "chmod 660 "));
  assert_null(strstr(said, "ok files"));
  /* A database of one user alone is no fault. */
  assert_int_equal(chmod(path_of(b, "pamphlet.db"), 0600), 0);
  assert_int_equal(strncmp(found(b, doctor_files), "ok files: ", 10), 0);
}

static void what_is_open_to_everybody(void **state) {
  struct blog *b = *state;
  assert_int_equal(chmod(path_of(b, "pamphlet.db"), 0664), 0);
  const char *said = found(b, doctor_files);
  assert_non_null(strstr(said, "warning mode: everybody on this machine may read"));
  assert_non_null(strstr(said, "chmod o= "));
  assert_int_equal(chmod(b->site->dir, 0777), 0);
  assert_non_null(strstr(found(b, doctor_files), "error mode: everybody on this machine"
                                                 " may replace"));
  assert_int_equal(chmod(b->site->dir, 0755), 0);
}

static void no_database(void **state) {
  struct blog *b = *state;
  assert_int_equal(rename(path_of(b, "pamphlet.db"), path_of(b, "away")), 0);
  assert_non_null(strstr(found(b, doctor_files), "error database: there is no "));
  assert_int_equal(rename(path_of(b, "away"), path_of(b, "pamphlet.db")), 0);
}

static void a_clock_that_is_behind(void **state) {
  struct blog *b = *state;
  assert_null(strstr(found(b, doctor_host), "behind"));
  struct article_input d = support_article_input("later");
  int64_t id = support_save(b, &d);
  support_comment(b, id, 0, COMMENT_APPROVE);
  assert_null(strstr(found(b, doctor_host), "behind"));
  char *sql = arena_printf(b->arena,
      "UPDATE comment SET created_at = %lld RETURNING created_at",
      (long long)(clock_now() + 3600 * CLOCK_SECOND));
  assert_true(support_number(b, sql) > 0);
  assert_non_null(strstr(found(b, doctor_host), "error clock: it is behind"));
}

static int tear_down(void **state) {
  (void)state;
  buf_free(&findings);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(good_files),
      support_site_test(what_locks_others_out),
      support_site_test(what_is_open_to_everybody),
      support_site_test(no_database),
      support_site_test(a_clock_that_is_behind),
  };
  return cmocka_run_group_tests(tests, NULL, tear_down);
}
