#include "site/core/social_card_file.h"

#include "db/model/social_card.h"
#include "support_site.h"

static enum err put(struct db *s, void *context) {
  return social_card_put(s, 7, context);
}

static void the_url_is_absolute(void **state) {
  struct blog *b = *state;
  struct social_card card = {"0123456789abcdef0123", ""};
  const char *url = "x";
  assert_err(social_card_file_url(b->web, b->arena, 7, &url), OK);
  assert_null(url);
  assert_err(txn_write(b->site->db, put, &card), OK);
  assert_err(social_card_file_url(b->web, b->arena, 7, &url), OK);
  assert_string_equal(url, arena_join(b->arena, b->web->settings.base_url,
                               "/media/_sizes/0123456789abcdef0123-card.png", NULL));
  b->web->settings.cards = false;
  assert_err(social_card_file_url(b->web, b->arena, 7, &url), OK);
  assert_null(url);
}

static void one_that_could_not_be_drawn_has_none(void **state) {
  struct blog *b = *state;
  struct social_card card = {"0123456789abcdef0123", "needs a font"};
  const char *url = "x";
  assert_err(txn_write(b->site->db, put, &card), OK);
  assert_err(social_card_file_url(b->web, b->arena, 7, &url), OK);
  assert_null(url);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(the_url_is_absolute),
      support_site_test(one_that_could_not_be_drawn_has_none),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
