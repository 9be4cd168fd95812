#include "cli/moderation/like.h"

#include "moderation_support.h"

static const uint8_t here[CRYPT_HASH] = {1};

static void comments_are_compared(void **state) {
  struct blog *b = *state;
  struct item item;
  struct like like;
  int64_t post = moderation_article(b);
  const struct comment_queue_filter held = {COMMENT_HOLD, 0};
  int64_t id = moderation_add(b, (struct moderation_comment){.article = post,
                                     .author = "Ada",
                                     .source = "See http://www.buy.example/a",
                                     .network = here});
  moderation_add(
      b, (struct moderation_comment){
             .article = post, .author = "Ada", .source = "x", .network = here});
  moderation_add(b, (struct moderation_comment){.article = post,
                        .author = "Bob",
                        .url = "https://shop.buy.example",
                        .source = "y"});
  moderation_add(b, (struct moderation_comment){
                        .article = post, .author = "Eve", .source = "notbuy.example"});
  moderation_add(b,
      (struct moderation_comment){
          .article = post, .author = "Zoe", .source = "See http://www.buy.example/a"});
  assert_err(item_read(b->site, b->arena, id, &item), OK);
  assert_err(like_find(b->site, b->arena, &held, &item, &like), OK);
  assert_string_equal(like.host, "buy.example");
  assert_int_equal(like.kinds[LIKE_NETWORK].count, 2);
  assert_int_equal(like.kinds[LIKE_AUTHOR].count, 2);
  assert_int_equal(like.kinds[LIKE_TEXT].count, 2);
  assert_int_equal(like.kinds[LIKE_TEXT].ids[1], 5);
  assert_int_equal(like.kinds[LIKE_HOST].count, 3);
  assert_int_equal(like.kinds[LIKE_HOST].ids[1], 3);
}

static void without_link_and_network_nothing_is_shared(void **state) {
  struct blog *b = *state;
  struct item item;
  struct like like;
  int64_t post = moderation_article(b);
  const struct comment_queue_filter held = {COMMENT_HOLD, 0};
  for (int i = 0; i < 2; i++)
    moderation_add(
        b, (struct moderation_comment){
               .article = post, .author = i ? "Ada" : "Bob", .source = i ? "x" : "y"});
  assert_err(item_read(b->site, b->arena, 1, &item), OK);
  assert_err(like_find(b->site, b->arena, &held, &item, &like), OK);
  assert_int_equal(like.kinds[LIKE_NETWORK].count, 0);
  assert_int_equal(like.kinds[LIKE_HOST].count, 0);
  assert_int_equal(like.kinds[LIKE_AUTHOR].count, 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(comments_are_compared),
      support_site_test(without_link_and_network_nothing_is_shared),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
