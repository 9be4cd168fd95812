#include "site/site_numbers.h"

#include "site/site_open.h"
#include "support_site.h"

static void comments_and_mails_are_counted(void **state) {
  struct blog *b = *state;
  struct site_numbers n;
  struct article_input d = support_article_input("talk");
  int64_t article = support_save(b, &d);
  support_comment(b, article, 0, COMMENT_APPROVE);
  support_comment(b, article, 0, COMMENT_HOLD);
  support_comment(b, article, 0, COMMENT_HOLD);
  support_comment(b, article, 0, COMMENT_SPAM);
  /* The one that is asked while the service runs, which may read no address. */
  struct site *scheduler = support_scheduler(b);
  site_numbers_read(scheduler, &n);
  assert_true(n.readable);
  assert_int_equal(n.comments[0], 2);
  assert_int_equal(n.comments[1], 1);
  assert_int_equal(n.comments[2], 0);
  for (int i = 0; i < SITE_NUMBERS_MAILS; i++)
    assert_int_equal(n.mails[i], 0);
  assert_true(n.database_bytes > 4096 && n.wal_bytes >= 0 && n.free_bytes > 0);
  assert_false(n.has_cache);
  site_close(scheduler);
  assert_string_equal(site_numbers_comment(0), "hold");
  assert_string_equal(site_numbers_mail(0), "queued");
}

/* The web may not count mails: nothing of the database is claimed then. */
static void what_cannot_be_read_is_not_claimed(void **state) {
  struct blog *b = *state;
  struct site_numbers n;
  struct article_input d = support_article_input("talk");
  support_comment(b, support_save(b, &d), 0, COMMENT_HOLD);
  site_numbers_read(b->web, &n);
  assert_false(n.readable);
  assert_int_equal(n.comments[0], 0);
  assert_true(n.database_bytes > 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(comments_and_mails_are_counted),
      support_site_test(what_cannot_be_read_is_not_claimed),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
