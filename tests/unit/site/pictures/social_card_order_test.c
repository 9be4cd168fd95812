#include "site/pictures/social_card_order.h"

#include "fail_alloc.h"
#include "support_site.h"

static const struct article post = {
    .id = 3, .type = ARTICLE_POST, .title = "Tides", .author = "Ada", .lang = ""};

/* The fields of the request with "|" instead of NUL. */
static const char *order(
    struct blog *b, const struct article *article, char hash[SOCIAL_CARD_HASH]) {
  struct buf out = {0};
  assert_err(social_card_order(b->site, article, "logo", 4, &out, hash), OK);
  for (size_t i = 0; i < out.len; i++)
    if (!out.data[i])
      out.data[i] = '|';
  const char *text = arena_strndup(b->arena, out.data, out.len);
  buf_free(&out);
  return text;
}

static void it_has_what_is_drawn(void **state) {
  struct blog *b = *state;
  struct article page = post;
  char hash[SOCIAL_CARD_HASH];
  b->site->settings.title = "Notes";
  b->site->settings.language = "de";
  assert_string_equal(order(b, &post, hash),
      "Tides|Notes|Ada|de|#fbf8f2|#24211d|#665f55|#9f3a22|serif|");
  b->site->settings.theme.name = "plain";
  page.type = ARTICLE_PAGE;
  page.lang = "zh-Hans";
  assert_string_equal(order(b, &page, hash),
      "Tides|Notes||zh-Hans|#ffffff|#1c1e21|#5c626b|#0b5cad|sans|");
}

/* Somebody who guesses a title must not be able to tell from a file's name that it is
 * there.
 */
static void the_hash_depends_on_everything_and_the_secret(void **state) {
  struct blog *b = *state;
  struct buf out = {0};
  char first[SOCIAL_CARD_HASH], other[SOCIAL_CARD_HASH];
  struct article changed = post;
  order(b, &post, first);
  order(b, &post, other);
  assert_string_equal(first, other);
  assert_int_equal(strlen(first), SOCIAL_CARD_HASH - 1);
  changed.id = 4;
  order(b, &changed, other);
  assert_string_not_equal(first, other);
  assert_err(social_card_order(b->site, &post, "other", 5, &out, other), OK);
  assert_string_not_equal(first, other);
  buf_free(&out);
  void *second = NULL;
  assert_int_equal(support_site(&second), 0);
  order(second, &post, other);
  assert_string_not_equal(first, other);
  support_site_close(&second);
}

static enum err order_once(void *context) {
  struct blog *b = context;
  char hash[SOCIAL_CARD_HASH];
  struct buf out = {0};
  enum err e = social_card_order(b->site, &post, NULL, 0, &out, hash);
  buf_free(&out);
  return e;
}

static void survives_a_lack_of_memory(void **state) {
  fail_alloc_each(order_once, *state);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(it_has_what_is_drawn),
      support_site_test(the_hash_depends_on_everything_and_the_secret),
      support_site_test(survives_a_lack_of_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
