#include "cli/moderation/item.h"

#include "moderation_support.h"

static const uint8_t here[CRYPT_HASH] = {1};

static void all_there_is_to_know(void **state) {
  struct blog *b = *state;
  struct item item;
  int64_t post = moderation_article(b);
  int64_t parent = moderation_add(
      b, (struct moderation_comment){.article = post, .author = "Eve", .source = "Up"});
  int64_t id =
      moderation_add(b, (struct moderation_comment){.article = post,
                            .parent = parent,
                            .author = "Ada",
                            .source = "Down",
                            .email = "ada@example.org",
                            .network = here,
                            .verdict = {.rule = "links", .detail = "5", .score = -1}});
  for (int i = 0; i < 5; i++)
    moderation_add(
        b, (struct moderation_comment){
               .article = post, .author = "Bob", .source = "x", .network = here});
  assert_err(item_read(b->site, b->arena, id, &item), OK);
  assert_string_equal(item.comment.author, "Ada");
  assert_string_equal(item.title, support_article(b, post).title);
  assert_string_equal(item.email, "ada@example.org");
  assert_string_equal(item.verdict.detail, "5");
  assert_string_equal(item.parent_author, "Eve");
  assert_string_equal(item.parent_text, "Up");
  assert_true(item.has_network);
  assert_int_equal(item.others[COMMENT_HOLD], 5);
  assert_int_equal(item.newest_count, ITEM_OTHERS);
  assert_err(item_read(b->site, b->arena, parent, &item), OK);
  assert_null(item.parent_author);
  assert_false(item.has_network);
  assert_string_equal(item.verdict.rule, "");
  assert_err(item_read(b->site, b->arena, 99, &item), ERR_NOT_FOUND);
  /* No snapshot is left open. */
  assert_err(item_read(b->site, b->arena, id, &item), OK);
}

int main(void) {
  const struct CMUnitTest tests[] = {support_site_test(all_there_is_to_know)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
