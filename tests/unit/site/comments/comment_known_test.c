#include "site/comments/comment_known.h"

#include "base/clock.h"
#include "site/comments/comment_moderate.h"
#include "support_site.h"

#include <stdio.h>

static bool known(struct blog *b, const char *token, const char *email, int64_t now) {
  int64_t out = -1;
  assert_err(comment_known_check(b->web, b->arena, token, email, now, &out), OK);
  return out != 0;
}

static void an_approved_comment_is_proof(void **state) {
  struct blog *b = *state;
  char token[CRYPT_TOKEN_TEXT];
  const char *mail = "ada@example.org";
  const int64_t now = SUPPORT_DATE;
  struct article_input d = support_article_input("talk");
  int64_t id = support_comment(b, support_save(b, &d), 0, COMMENT_HOLD);
  comment_known_sign(b->web, id, mail, now, token);
  assert_false(known(b, token, mail, now));
  assert_err(support_moderate(b->site, id, COMMENT_APPROVE), OK);
  assert_true(known(b, token, mail, now));
  assert_true(known(b, token, "Ada@Example.ORG", now + 364 * CLOCK_DAY));
  assert_false(known(b, token, mail, now + 366 * CLOCK_DAY));
  assert_false(known(b, token, "bob@example.org", now));
  assert_false(known(b, NULL, mail, now));
  assert_false(known(b, "", mail, now));
  char several[4 * CRYPT_TOKEN_TEXT];
  snprintf(several, sizeof several, "x  y %s", token);
  assert_true(known(b, several, mail, now));
  snprintf(several, sizeof several, "x y z %s", token);
  assert_false(known(b, several, mail, now));
  token[0] = token[0] == '1' ? '2' : '1';
  assert_false(known(b, token, mail, now));
  comment_known_sign(b->web, id, mail, now, token);
  assert_err(support_moderate(b->site, id, COMMENT_SPAM), OK);
  assert_false(known(b, token, mail, now));
  assert_err(comment_moderate_delete(b->site, id), OK);
  assert_false(known(b, token, mail, now));
}

int main(void) {
  const struct CMUnitTest tests[] = {support_site_test(an_approved_comment_is_proof)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
