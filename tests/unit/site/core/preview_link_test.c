#include "site/core/preview_link.h"

#include "base/clock.h"
#include "base/crypt.h"
#include "db/connection.h"
#include "db/model/preview.h"
#include "fail_alloc.h"
#include "support_site.h"

static enum err revoke(struct db *s, void *context) {
  const int64_t *id = context;
  return preview_revoke(s, *id);
}

static const char *token_of(struct blog *b, int64_t id, int64_t until) {
  const char *url = NULL;
  assert_err(preview_link(b->site, b->arena, id, until, &url), OK);
  const char *token = strstr(url, PREVIEW_LINK_PATH "?t=");
  assert_non_null(token);
  return strchr(token, '=') + 1;
}

static void check(struct blog *b, const char *token, int64_t now, enum err want) {
  int64_t id = 0, until = 0;
  assert_err(preview_link_check(b->web, b->arena, token, now, &id, &until), want);
  assert_int_equal(id, want ? 0 : 7);
  assert_int_equal(until, want ? 0 : 5000 * CLOCK_SECOND);
}

static void a_link_is_for_its_article_and_time(void **state) {
  struct blog *b = *state;
  const char *token = token_of(b, 7, 5000 * CLOCK_SECOND);
  check(b, token, 0, OK);
  check(b, token, 5000 * CLOCK_SECOND, OK);
  check(b, token, 5000 * CLOCK_SECOND + 1, ERR_NOT_FOUND);
}

static void anything_else_is_not_found(void **state) {
  struct blog *b = *state;
  char other[CRYPT_TOKEN_TEXT];
  const char *token = token_of(b, 7, 5000 * CLOCK_SECOND);
  check(b, NULL, 0, ERR_NOT_FOUND);
  check(b, "", 0, ERR_NOT_FOUND);
  check(b, "7", 0, ERR_NOT_FOUND);
  check(b, "7.5000.", 0, ERR_NOT_FOUND);
  check(b, arena_printf(b->arena, "8%s", token + 1), 0, ERR_NOT_FOUND);
  check(b, arena_printf(b->arena, "7.6000%s", token + 6), 0, ERR_NOT_FOUND);
  check(b, arena_printf(b->arena, "%s0", token), 0, ERR_NOT_FOUND);
  /* A token for a comment of the same number. */
  crypt_token_sign(db_secret(b->site->db), "own", 7, 5000 * CLOCK_SECOND, other);
  check(b, other, 0, ERR_NOT_FOUND);
}

static void revoking_ends_all_links_of_the_article(void **state) {
  struct blog *b = *state;
  int64_t one = 7, other = 8;
  const char *token = token_of(b, 7, 5000 * CLOCK_SECOND);
  assert_err(txn_write(b->site->db, revoke, &other), OK);
  check(b, token, 0, OK);
  assert_err(txn_write(b->site->db, revoke, &one), OK);
  check(b, token, 0, ERR_NOT_FOUND);
  check(b, token_of(b, 7, 5000 * CLOCK_SECOND), 0, OK);
}

/* As after a backup was restored: the number is given again. */
static void another_article_of_the_same_number_is_not_shown(void **state) {
  struct blog *b = *state;
  struct article_input in = support_article_input("draft");
  char sql[100];
  int64_t id = 0, until = 0, article = support_save(b, &in);
  const char *token = token_of(b, article, 5000 * CLOCK_SECOND);
  assert_err(preview_link_check(b->web, b->arena, token, 0, &id, &until), OK);
  assert_int_equal(id, article);
  snprintf(sql, sizeof sql,
      "UPDATE article SET created_at = created_at + 1 WHERE id = %d", (int)article);
  support_run(b, sql);
  assert_err(
      preview_link_check(b->web, b->arena, token, 0, &id, &until), ERR_NOT_FOUND);
}

static enum err link_once(void *context) {
  struct blog *b = context;
  const char *url = NULL;
  struct arena *a = arena_new(1 << 16);
  enum err e = a ? preview_link(b->site, a, 7, 1, &url) : ERR_NOMEM;
  arena_free(a);
  return e;
}

static void survives_a_lack_of_memory(void **state) {
  fail_alloc_each(link_once, *state);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_link_is_for_its_article_and_time),
      support_site_test(anything_else_is_not_found),
      support_site_test(another_article_of_the_same_number_is_not_shown),
      support_site_test(revoking_ends_all_links_of_the_article),
      support_site_test(survives_a_lack_of_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
