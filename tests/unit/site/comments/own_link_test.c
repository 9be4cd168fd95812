#include "site/comments/own_link.h"

#include "base/clock.h"
#include "base/crypt.h"
#include "support_site.h"

#include <string.h>

static void the_time_of_a_comment(void **state) {
  struct blog *b = *state;
  const int64_t minute = 60 * CLOCK_SECOND, at = SUPPORT_DATE;
  struct comment c = {.id = 3, .created_at = at};
  assert_true(own_link_is_open(b->web, &c, at));
  assert_true(own_link_is_open(b->web, &c, at + 15 * minute - 1));
  assert_false(own_link_is_open(b->web, &c, at + 15 * minute));
  assert_false(own_link_is_open(b->web, &c, at - CLOCK_DAY));
  c.source_key = "1";
  assert_false(own_link_is_open(b->web, &c, at));
  c.source_key = NULL;
  c.by_author = true;
  assert_false(own_link_is_open(b->web, &c, at));
  c.by_author = false;
  b->web->settings.edit_minutes = 0;
  assert_false(own_link_is_open(b->web, &c, at));
  assert_string_equal(own_link(b->web, b->arena, &c, at), "");
}

static void tokens_are_of_their_own(void **state) {
  struct blog *b = *state;
  const int64_t at = SUPPORT_DATE;
  const struct comment c = {.id = 3, .created_at = at};
  char held[CRYPT_TOKEN_TEXT];
  int64_t id = 0;
  const char *url = own_link(b->web, b->arena, &c, at);
  const char *token = strstr(url, OWN_LINK_PATH "?t=3.");
  assert_non_null(token);
  token = strstr(token, "3.");
  assert_err(own_link_check(b->web, token, at, &id), OK);
  assert_int_equal(id, 3);
  assert_err(own_link_check(b->web, token, at + CLOCK_HOUR, &id), ERR_GONE);
  crypt_token_sign(db_secret(b->web->db), "held", 3, at + CLOCK_DAY, held);
  assert_err(own_link_check(b->web, held, at, &id), ERR_SYNTAX);
  assert_err(own_link_check(b->web, NULL, at, &id), ERR_SYNTAX);
}

static void where_a_comment_is(void **state) {
  struct blog *b = *state;
  struct article_input d = support_article_input("talk");
  struct article article = support_article(b, support_save(b, &d));
  const int64_t at = SUPPORT_DATE;
  struct comment c = {.id = 3, .created_at = at, .status = COMMENT_APPROVE};
  const char *location = NULL;
  assert_err(
      own_link_location(b->web, b->arena, &article, &c, "x.y", at, &location), OK);
  assert_non_null(strstr(location, "/2026/01/talk/?edit=3."));
  assert_err(own_link_location(
                 b->web, b->arena, &article, &c, "x.y", at + CLOCK_HOUR, &location),
      OK);
  assert_string_equal(location, "/2026/01/talk/#comment-3");
  c.status = COMMENT_SPAM;
  assert_err(
      own_link_location(b->web, b->arena, &article, &c, "x.y", at, &location), OK);
  assert_non_null(strstr(location, "?held=3."));
  assert_non_null(strstr(location, "&known=x.y#comment-3"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(the_time_of_a_comment),
      support_site_test(tokens_are_of_their_own),
      support_site_test(where_a_comment_is),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
