#include "site/publish/related_keys.h"

#include "fail_alloc.h"
#include "support_site.h"

static bool has(const struct related_keys *keys, const char *key) {
  for (size_t i = 0; i < keys->count; i++)
    if (strcmp(keys->keys[i], key) == 0)
      return true;
  return false;
}

static struct article save_titled(struct blog *b, const char *title) {
  static const char *const tags[] = {"tides"};
  struct article_input in = support_article_input("post");
  in.title = title;
  support_tags(&in, tags, 1);
  return support_article(b, support_save(b, &in));
}

static void tags_and_long_title_words_are_keys(void **state) {
  struct blog *b = *state;
  struct related_keys keys;
  struct article r =
      save_titled(b, "The lighthouse and a harbour in 2024, The Lighthouse");
  assert_err(related_keys_find(b->site->db, b->arena, &r, &keys), OK);
  assert_int_equal(keys.count, 3);
  assert_true(has(&keys, "lighthouse") && has(&keys, "harbour") && has(&keys, "#1"));
  assert_int_equal(keys.position, r.position);
}

static void the_five_longest_words_count(void **state) {
  struct blog *b = *state;
  struct related_keys keys;
  struct article r =
      save_titled(b, "four fives sixsix seveners eighteen nineteen1 tententenn");
  assert_err(related_keys_find(b->site->db, b->arena, &r, &keys), OK);
  assert_int_equal(keys.count, 1 + 5);
  assert_false(has(&keys, "four") || has(&keys, "fives"));
}

static void scripts_without_spaces_give_pairs(void **state) {
  struct blog *b = *state;
  struct related_keys keys;
  struct article r = save_titled(b, "東京タワー");
  assert_err(related_keys_find(b->site->db, b->arena, &r, &keys), OK);
  assert_true(has(&keys, "東京"));
}

static void a_draft_has_no_keys(void **state) {
  struct blog *b = *state;
  struct related_keys keys;
  struct article r = save_titled(b, "Lighthouse");
  r.status = ARTICLE_DRAFT;
  assert_err(related_keys_find(b->site->db, b->arena, &r, &keys), OK);
  assert_int_equal(keys.count, 0);
}

static void rare_kinds_of_keys_weigh_more(void **state) {
  (void)state;
  assert_true(related_keys_weight("#17") >= related_keys_weight("lighthouses"));
  assert_true(related_keys_weight("lighthouse") > related_keys_weight("tide"));
  assert_true(related_keys_weight("東京") > related_keys_weight("tide"));
  assert_int_equal(related_keys_weight("incomprehensibilities"),
      related_keys_weight("incomprehensible"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(tags_and_long_title_words_are_keys),
      support_site_test(the_five_longest_words_count),
      support_site_test(scripts_without_spaces_give_pairs),
      support_site_test(a_draft_has_no_keys),
      cmocka_unit_test(rare_kinds_of_keys_weigh_more),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
