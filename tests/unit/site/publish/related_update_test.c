#include "site/publish/related_update.h"

#include "db/model/related.h"
#include "support_site.h"

/* Saves a post of that title, published `hours` after SUPPORT_DATE, with tags up to
 * NULL. */
static int64_t post(struct blog *b, int64_t id, const char *title, int hours,
    const char *one, const char *two) {
  const char *const tags[] = {one, two};
  struct article_input d = support_article_input("post");
  d.id = id;
  d.title = title;
  d.published_at += hours * INT64_C(3600000000);
  support_tags(&d, tags, one && two ? 2 : one ? 1 : 0);
  return support_save(b, &d);
}

/* Returns the IDs in the related list of an article, best first, as "3 1 2". */
static const char *list(struct blog *b, int64_t id) {
  struct related_list l;
  char *ids = arena_strdup(b->arena, "");
  assert_err(related_read(b->site->db, id, &l), OK);
  for (size_t i = 0; i < l.count; i++)
    ids = arena_printf(b->arena, "%s%s%lld", ids, *ids ? " " : "", (long long)l.ids[i]);
  return ids;
}

#define assert_list(b, id, ids) assert_string_equal(list(b, id), ids)

static void more_in_common_comes_first_and_newer_wins_ties(void **state) {
  struct blog *b = *state;
  post(b, 0, "One", 1, "sea", "eel");
  post(b, 0, "Two", 2, "sea", NULL);
  post(b, 0, "Three", 3, "sea", NULL);
  post(b, 0, "Four", 4, "eel", NULL);
  post(b, 0, "Five", 5, NULL, NULL);
  post(b, 0, "Six", 6, "sea", "eel");
  assert_list(b, 6, "1 4 3 2");
  /* The lists of earlier articles are updated. */
  assert_list(b, 1, "6 4 3 2");
  assert_list(b, 5, "");
}

static void titles_share_words_of_any_script(void **state) {
  struct blog *b = *state;
  post(b, 0, "The harbour", 1, NULL, NULL);
  post(b, 0, "潮汐的故事", 2, NULL, NULL);
  post(b, 0, "Hárbours and a HARBOUR", 3, NULL, NULL);
  post(b, 0, "看潮汐", 4, NULL, NULL);
  assert_list(b, 1, "3");
  assert_list(b, 2, "4");
  assert_list(b, 3, "1");
  assert_list(b, 4, "2");
}

static void short_words_and_numbers_do_not_count(void **state) {
  struct blog *b = *state;
  /* Length is counted in letters, not bytes. */
  post(b, 0, "Как было", -9, NULL, NULL);
  post(b, 0, "Как будет", -8, NULL, NULL);
  assert_list(b, 2, "");
  post(b, 0, "Маяк ночью и гавань", -7, NULL, NULL);
  post(b, 0, "Старая гавань", -6, NULL, NULL);
  assert_list(b, 4, "3");
  post(b, 0, "With the tide of 1000000", 1, NULL, NULL);
  post(b, 0, "With the fog of 1000000", 2, NULL, NULL);
  assert_list(b, 6, "");
  /* Two of them are rarer, and decide between equals. */
  post(b, 0, "Tide without fog", 3, NULL, NULL);
  post(b, 0, "Without a tide", 4, NULL, NULL);
  assert_list(b, 8, "7");
  post(b, 0, "Ebb", 5, "sea", NULL);
  post(b, 0, "Tide tables", 6, "sea", NULL);
  post(b, 0, "Flow", 7, "sea", NULL);
  assert_list(b, post(b, 0, "Tide", 8, "sea", NULL), "10 11 9");
}

/* Only a bounded number of articles with the tag is considered on each side in time. */
static void articles_close_in_time_are_found(void **state) {
  struct blog *b = *state;
  for (int i = 0; i < 4 * RELATED_REACH; i++)
    post(b, 0, arena_printf(b->arena, "t%d", i), i, "sea", i == 1 ? "eel" : NULL);
  assert_list(b, 1, "6 5 4 3");
  assert_list(b, 20, "19 18 17 16");
  assert_list(b, 10, "15 14 13 12");
  /* A rare tag finds an article at any distance. */
  assert_list(b, post(b, 0, "new", 100, "sea", "eel"), "2 20 19 18");
  assert_int_equal(
      support_number(b, "SELECT count(*) FROM related WHERE article_id = related_id"),
      0);
  assert_int_equal(support_number(b, "SELECT count(*) FROM related_due"), 0);
}

static void hidden_articles_are_in_no_list(void **state) {
  struct blog *b = *state;
  char why[200];
  int64_t one = post(b, 0, "One", 1, "sea", NULL),
          two = post(b, 0, "Two", 2, "sea", NULL);
  struct article_input d = support_article_input("draft");
  static const char *const tags[] = {"sea"};
  support_tags(&d, tags, 1);
  d.status = ARTICLE_DRAFT;
  int64_t draft = support_save(b, &d);
  assert_list(b, one, "2");
  assert_list(b, draft, "");
  assert_err(publish_set_status(
                 b->site, b->arena, draft, ARTICLE_PUBLISH, NULL, why, sizeof why),
      OK);
  assert_list(b, two, "1 3");
  assert_err(publish_set_status(
                 b->site, b->arena, two, ARTICLE_PRIVATE, NULL, why, sizeof why),
      OK);
  assert_list(b, one, "3");
  assert_list(b, two, "");
  assert_err(publish_delete(b->site, b->arena, draft), OK);
  assert_list(b, one, "");
  /* A post becomes a static page. */
  assert_err(publish_set_status(
                 b->site, b->arena, two, ARTICLE_PUBLISH, NULL, why, sizeof why),
      OK);
  assert_list(b, one, "2");
  d = support_article_input("static");
  support_tags(&d, tags, 1);
  d.id = two;
  d.type = ARTICLE_PAGE;
  support_save(b, &d);
  assert_list(b, one, "");
}

static void articles_without_a_common_key_leave_the_list(void **state) {
  struct blog *b = *state;
  int64_t one = post(b, 0, "One", 1, "sea", NULL),
          two = post(b, 0, "Two", 2, "sea", NULL);
  assert_list(b, one, "2");
  post(b, two, "Two", 2, "land", NULL);
  assert_list(b, one, "");
  assert_list(b, two, "");
}

static void a_short_list_is_refilled(void **state) {
  struct blog *b = *state;
  for (int i = 0; i < 9; i++)
    post(b, 0, arena_printf(b->arena, "t%d", i), i, "sea", NULL);
  for (int id = 8; id >= 6; id--)
    assert_err(publish_delete(b->site, b->arena, id), OK);
  assert_list(b, 9, "5 4 3 2");
}

/* The lists depend only on the posts, not on the order in which they were saved. */
static void the_order_of_saving_does_not_matter(void **state) {
  static const char *const tags[] = {"sea", "eel", "oven", NULL};
  enum { POSTS = 60 };
  struct blog *b = *state;
  char lists[POSTS][80];
  uint32_t seed = 7;
  for (int i = 0; i < POSTS; i++)
    post(b, 0, arena_printf(b->arena, "Harbour%d lighthouse%d", i % 7, i % 11), i,
        tags[i % 4], tags[i % 3]);
  for (int i = 0; i < POSTS; i++)
    snprintf(lists[i], sizeof lists[i], "%s", list(b, i + 1));
  /* The posts are changed, some to drafts, and back again. */
  for (int round = 0; round < 200; round++) {
    seed = seed * 1664525u + 1013904223u;
    int i = (int)(seed >> 16) % POSTS;
    arena_reset(b->arena);
    post(b, i + 1, "Harbour3", (int)(seed >> 8) % 500, tags[seed >> 30], NULL);
  }
  for (int i = POSTS - 1; i >= 0; i--) {
    arena_reset(b->arena);
    post(b, i + 1, arena_printf(b->arena, "Harbour%d lighthouse%d", i % 7, i % 11), i,
        tags[i % 4], tags[i % 3]);
  }
  for (int i = 0; i < POSTS; i++)
    assert_string_equal(list(b, i + 1), lists[i]);
}

/* The page of an article is invalidated if, and only if, its list changes. */
static void pages_that_show_others_are_invalidated(void **state) {
  struct blog *b = *state;
  /* Far apart, so that the previous and next articles play no part. */
  int64_t ids[7];
  for (int i = 0; i < 7; i++) {
    ids[i] = post(b, 0, arena_printf(b->arena, "t%d", i), i * 10, "sea", NULL);
    post(b, 0, arena_printf(b->arena, "u%d", i), i * 10 + 1, NULL, NULL);
  }
  post(b, ids[4], "t4", 40, "sea", NULL);
  int64_t before[7];
  for (int i = 0; i < 7; i++)
    before[i] = support_revision(b, DEP_NEIGHBOURS, ids[i]);
  /* The last post shows the earlier ones. The third of them is renamed. */
  post(b, ids[4], "Another title", 40, "sea", NULL);
  for (int i = 0; i < 7; i++) {
    struct related_list l;
    bool shows = false;
    assert_err(related_read(b->site->db, ids[i], &l), OK);
    for (size_t j = 0; j < l.count; j++)
      shows = shows || l.ids[j] == ids[4];
    assert_int_equal(support_revision(b, DEP_NEIGHBOURS, ids[i]) > before[i], shows);
    before[i] = support_revision(b, DEP_NEIGHBOURS, ids[i]);
  }
  /* Nothing that other pages show has changed. */
  post(b, ids[4], "Another title", 40, "sea", NULL);
  for (int i = 0; i < 7; i++)
    assert_int_equal(support_revision(b, DEP_NEIGHBOURS, ids[i]), before[i]);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(more_in_common_comes_first_and_newer_wins_ties),
      support_site_test(titles_share_words_of_any_script),
      support_site_test(short_words_and_numbers_do_not_count),
      support_site_test(articles_close_in_time_are_found),
      support_site_test(hidden_articles_are_in_no_list),
      support_site_test(articles_without_a_common_key_leave_the_list),
      support_site_test(a_short_list_is_refilled),
      support_site_test(the_order_of_saving_does_not_matter),
      support_site_test(pages_that_show_others_are_invalidated),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
