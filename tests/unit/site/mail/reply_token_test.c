#include "site/mail/reply_token.h"

#include <ctype.h>

#include "base/clock.h"
#include "support_site.h"

#define NOW (INT64_C(1764460800) * CLOCK_SECOND)

static void an_address(void **state) {
  struct blog *b = *state;
  char token[REPLY_TOKEN], again[REPLY_TOKEN], upper[200];
  int64_t id = 0;
  assert_string_equal(reply_token_address(b->site, b->arena, 7, NOW), "");
  b->site->settings.mail.reply_to = "reply@example.org";
  const char *address = reply_token_address(b->site, b->arena, 7, NOW);
  assert_memory_equal(address, "reply+7-", 8);
  assert_true(strchr(address, '@') - address <= 64);
  assert_err(reply_token_check(b->site, address, NOW, &id, token), OK);
  assert_int_equal(id, 7);
  /* Some mail systems change the case. */
  snprintf(upper, sizeof upper, "%s", address);
  for (char *c = upper; *c; c++)
    *c = (char)toupper((unsigned char)*c);
  assert_err(reply_token_check(b->site, upper, NOW, &id, again), OK);
  assert_string_equal(token, again);
  assert_err(
      reply_token_check(b->site, address, NOW + REPLY_DAYS * CLOCK_DAY, &id, token),
      OK);
  assert_err(reply_token_check(
                 b->site, address, NOW + (REPLY_DAYS + 1) * CLOCK_DAY, &id, token),
      ERR_GONE);
}

static void forgeries(void **state) {
  struct blog *b = *state;
  char token[REPLY_TOKEN], text[200];
  int64_t id = 5;
  b->site->settings.mail.reply_to = "reply@example.org";
  const char *good = reply_token_address(b->site, b->arena, 7, NOW);
  static const char *const bad[] = {"", "@", "reply@example.org", "reply+@example.org",
      "reply+7@example.org", "reply+7-@example.org", "reply+-@example.org",
      "reply+7-99999-00000000000000000000@example.org",
      "reply+99999999999999999999-1-0@example.org", "other+7-1-0@example.org"};
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
    assert_err(reply_token_check(b->site, bad[i], NOW, &id, token), ERR_SYNTAX);
  for (size_t i = 0; good[i]; i++) {
    snprintf(text, sizeof text, "%s", good);
    text[i] = text[i] == '1' ? '2' : '1';
    assert_err(reply_token_check(b->site, text, NOW, &id, token), ERR_SYNTAX);
  }
  snprintf(text, sizeof text, "0%s", good);
  assert_err(reply_token_check(b->site, text, NOW, &id, token), ERR_SYNTAX);
  /* Another spelling of the number would be another token: used twice. */
  snprintf(text, sizeof text, "reply+0%s", good + 6);
  assert_err(reply_token_check(b->site, text, NOW, &id, token), ERR_SYNTAX);
  assert_int_equal(id, 5);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(an_address),
      support_site_test(forgeries),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
