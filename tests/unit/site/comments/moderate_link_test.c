#include "site/comments/moderate_link.h"

#include "base/clock.h"
#include "base/crypt.h"
#include "support_site.h"

#include <string.h>

static const char *token_of(const char *url) {
  return strstr(url, "?t=") + 3;
}

static void a_link_is_for_its_comment(void **state) {
  struct blog *b = *state;
  const int64_t now = SUPPORT_DATE;
  int64_t id = 0;
  const char *url = moderate_link(b->site, b->arena, 12, MODERATE_NONE, now);
  assert_non_null(strstr(url, b->site->settings.base_url));
  assert_non_null(strstr(url, "/comment/moderate/?t=12."));
  assert_null(strstr(url, "&do="));
  /* The command signs and the web checks. */
  assert_err(moderate_link_check(b->web, token_of(url), now, &id), OK);
  assert_int_equal(id, 12);
  assert_err(moderate_link_check(b->web, token_of(url), now + 29 * CLOCK_DAY, &id), OK);
  id = 0;
  assert_err(
      moderate_link_check(b->web, token_of(url), now + 31 * CLOCK_DAY, &id), ERR_GONE);
  assert_int_equal(id, 12);
}

static void other_tokens_are_refused(void **state) {
  struct blog *b = *state;
  const int64_t now = SUPPORT_DATE;
  int64_t id = 7;
  char token[CRYPT_TOKEN_TEXT];
  crypt_token_sign(db_secret(b->web->db), "held", 12, now + CLOCK_DAY, token);
  assert_err(moderate_link_check(b->web, token, now, &id), ERR_SYNTAX);
  assert_err(moderate_link_check(b->web, NULL, now, &id), ERR_SYNTAX);
  assert_err(moderate_link_check(b->web, "", now, &id), ERR_SYNTAX);
  char *forged = arena_strdup(
      b->arena, token_of(moderate_link(b->site, b->arena, 12, MODERATE_NONE, now)));
  forged[1] = '3';
  assert_err(moderate_link_check(b->web, forged, now, &id), ERR_SYNTAX);
  assert_int_equal(id, 7);
}

static void actions_have_names(void **state) {
  struct blog *b = *state;
  const char *url = moderate_link(b->site, b->arena, 12, MODERATE_SPAM, SUPPORT_DATE);
  assert_string_equal(strstr(url, "&do="), "&do=spam");
  for (int i = MODERATE_NONE; i <= MODERATE_HOLD; i++)
    assert_int_equal(
        moderate_action_find(moderate_action_name((enum moderate_action)i)), i);
  assert_int_equal(moderate_action_find("delete"), MODERATE_NONE);
  assert_int_equal(moderate_action_find(NULL), MODERATE_NONE);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_link_is_for_its_comment),
      support_site_test(other_tokens_are_refused),
      support_site_test(actions_have_names),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
