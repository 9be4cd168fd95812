#include "site/comments/person_link.h"

#include <string.h>

#include "base/clock.h"
#include "base/crypt.h"
#include "support_site.h"

static void a_link_works_for_two_days(void **state) {
  struct blog *b = *state;
  const int64_t now = SUPPORT_DATE;
  int64_t id = 0;
  const char *url = person_link_page(b->site, b->arena, 12, now);
  const char *token =
      strstr(url, "/comment/privacy/?t=12.") + strlen(PERSON_LINK_PATH "?t=");
  assert_err(
      person_link_check(b->web, token, now + 2 * CLOCK_DAY - CLOCK_HOUR, &id), OK);
  assert_int_equal(id, 12);
  id = 0;
  assert_err(person_link_check(b->web, token, now + 2 * CLOCK_DAY + CLOCK_HOUR, &id),
      ERR_GONE);
  assert_int_equal(id, 0);
}

static void tokens_of_other_purposes_are_refused(void **state) {
  static const char *const purposes[] = {
      "follow", "unfollow", "own", "held", "moderate"};
  struct blog *b = *state;
  int64_t id = 0;
  for (size_t i = 0; i < sizeof purposes / sizeof purposes[0]; i++) {
    char token[CRYPT_TOKEN_TEXT];
    crypt_token_sign(
        db_secret(b->web->db), purposes[i], 12, SUPPORT_DATE + CLOCK_DAY, token);
    assert_err(person_link_check(b->web, token, SUPPORT_DATE, &id), ERR_NOT_FOUND);
  }
  assert_err(person_link_check(b->web, "12", SUPPORT_DATE, &id), ERR_NOT_FOUND);
  assert_int_equal(id, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_link_works_for_two_days),
      support_site_test(tokens_of_other_purposes_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
