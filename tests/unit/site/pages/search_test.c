#include "support_site.h"

#include "db/connection.h"
#include "db/search/search_find.h"
#include "db/search/search_index.h"
#include "db/search/search_types.h"
#include "site/publish/article_write.h"
#include "site/publish/search_update.h"

/* Saves a post of that title and HTML, published `hours` after SUPPORT_DATE. */
static int64_t post(
    struct blog *b, const char *slug, const char *title, const char *html, int hours) {
  struct article_input d = support_article_input(slug);
  d.title = title;
  d.html = html;
  d.published_at += hours * INT64_C(3600000000);
  return support_save(b, &d);
}

/* The ids of what is found for up to three elements, the best first, as "3 1 2". A `*`
 * behind an element makes it a prefix, a `-` before it one that is not to be there. */
static const char *found(struct blog *b, struct site *site, bool all, const char *one,
    const char *two, const char *three) {
  const char *const texts[] = {one, two, three};
  struct search_query q = {0};
  struct search_result result = {0};
  char *ids = arena_strdup(b->arena, "");
  for (size_t i = 0; i < 3 && texts[i]; i++) {
    struct search_element *e = &q.elements[q.count++];
    size_t n = strlen(texts[i]);
    e->without = texts[i][0] == '-';
    e->prefix = n && texts[i][n - 1] == '*';
    e->text = texts[i] + e->without;
  }
  assert_err(search_find(site->db, b->arena, &q, all, &result), OK);
  for (size_t i = 0; i < result.count; i++)
    ids = arena_printf(b->arena, "%s%s%lld", ids, *ids ? " " : "",
        (long long)result.hits[i].article_id);
  return ids;
}

#define assert_found(b, one, two, three, ids)                                          \
  assert_string_equal(found(b, (b)->web, false, one, two, three), ids)

static void titles_beat_headings_beat_bodies_and_newer_wins_ties(void **state) {
  struct blog *b = *state;
  post(b, "a", "Boats", "<p>Harbour, harbour, harbour, harbour, harbour.</p>", 1);
  post(b, "b", "The long way to a quiet harbour in the north", "<p>x</p>", 2);
  post(b, "c", "Sea", "<h2>Harbour</h2><p>x</p>", 3);
  post(b, "d", "Land", "<p>The harbour.</p>", 4);
  post(b, "e", "Town", "<p>The harbour.</p>", 5);
  assert_found(b, "harbour", NULL, NULL, "2 3 1 5 4");
  assert_found(b, "HÄRBOUR", NULL, NULL, "2 3 1 5 4");
  assert_found(b, "nothing", NULL, NULL, "");
}

/* Beyond the newest, those that have the words in their title or headings are found. */
static void old_ones_are_found_by_title_and_headings(void **state) {
  struct blog *b = *state;
  struct search_query q = {
      .elements = {{"tide", false, false}}, .count = 1, .patience = 1000};
  struct search_result r;
  post(b, "old", "Tide", "<p>x</p>", 1);
  post(b, "older", "Ebb", "<h2>The tide</h2><p>x</p>", 2);
  post(b, "lost", "Flow", "<p>tide</p>", 3);
  for (int i = 0; i < SEARCH_MOST - 3; i++) {
    arena_reset(b->arena);
    post(b, arena_printf(b->arena, "p%d", i), "x", "<p>tide</p>", 10 + i);
  }
  assert_err(search_find(b->web->db, b->arena, &q, false, &r), OK);
  assert_int_equal(r.count, SEARCH_MOST);
  assert_false(r.more);
  for (int i = 0; i < 3; i++) {
    arena_reset(b->arena);
    post(b, arena_printf(b->arena, "q%d", i), "x", "<p>tide</p>", 1000 + i);
  }
  assert_err(search_find(b->web->db, b->arena, &q, false, &r), OK);
  assert_true(r.more);
  assert_int_equal(r.count, SEARCH_MOST + 2);
  assert_int_equal(r.hits[0].article_id, 1);
  assert_int_equal(r.hits[1].article_id, 2);
}

/* Each of them stands for some words, whatever time the others take. */
static void all_prefixes_have_their_share(void **state) {
  struct blog *b = *state;
  for (int i = 0; i < 60; i++)
    post(b, arena_printf(b->arena, "w%d", i), "x",
        arena_printf(b->arena, "<p>a%d b%d c%d</p>", i, i, i), i);
  struct search_query q = {
      .elements = {{"a*", true, false}, {"b*", true, false}, {"c*", true, false}},
      .count = 3,
      .patience = 1000};
  struct search_result r;
  assert_err(search_find(b->web->db, b->arena, &q, false, &r), OK);
  assert_in_range(r.count, 1, SEARCH_BEGINNINGS / 3);
  q.count = 1;
  assert_err(search_find(b->web->db, b->arena, &q, false, &r), OK);
  assert_in_range(r.count, 2, SEARCH_BEGINNINGS);
}

static void elements_are_all_wanted_next_to_each_other_or_not_at_all(void **state) {
  struct blog *b = *state;
  post(b, "a", "A", "<p>static site and dynamic pages</p>", 1);
  post(b, "b", "B", "<p>a site that is static</p>", 2);
  post(b, "c", "C", "<p>statics, dynamics</p>", 3);
  assert_found(b, "static", "site", NULL, "1 2");
  assert_found(b, "static site", NULL, NULL, "1");
  assert_found(b, "static", "-dynamic", NULL, "2");
  assert_found(b, "static*", NULL, NULL, "3 2 1");
  assert_found(b, "dyn*", "-pages", NULL, "3");
  assert_found(b, "-static", NULL, NULL, "");
  assert_found(b, "...", "!", NULL, "");
  assert_found(b, "static", "...", "-!", "2 1");
}

static void what_is_not_to_be_read_is_found_by_the_command_alone(void **state) {
  struct blog *b = *state;
  struct article_input d = support_article_input("draft");
  d.status = ARTICLE_DRAFT;
  int64_t id = support_save(b, &d);
  assert_found(b, "draft", NULL, NULL, "");
  assert_string_equal(found(b, b->site, true, "draft", NULL, NULL), "1");
  char why[200];
  assert_err(
      publish_set_status(b->site, b->arena, id, ARTICLE_PUBLISH, why, sizeof why), OK);
  assert_found(b, "draft", NULL, NULL, "1");
  d.id = id;
  d.status = ARTICLE_PUBLISH;
  d.title = "Other";
  d.html = "<p>new text</p>";
  support_save(b, &d);
  assert_found(b, "words", NULL, NULL, "");
  assert_found(b, "text", NULL, NULL, "1");
  assert_err(
      publish_set_status(b->site, b->arena, id, ARTICLE_PRIVATE, why, sizeof why), OK);
  assert_found(b, "text", NULL, NULL, "");
  assert_err(publish_delete(b->site, b->arena, id), OK);
  assert_string_equal(found(b, b->site, true, "text", NULL, NULL), "");
  assert_int_equal(support_number(b, "SELECT count(*) FROM search_entry"), 0);
}

static void every_script_is_found(void **state) {
  static const char *const queries[][2] = {{"数据", "1"}, {"据库", "1"}, {"库", "1"},
      {"数库", ""}, {"東京", "2"}, {"タワー", "2"}, {"데이터", "3"}, {"이터", "3"},
      {"ค้นหา", "4"}, {"หา", "4"}, {"موقع", "5"}, {"cafe", "6"}, {"CAFÉ", "6"},
      {"strasse", "6"}, {"ελλαδα", "6"}};
  struct blog *b = *state;
  post(b, "a", "A", "<p>我喜欢数据库。</p>", 1);
  post(b, "b", "B", "<p>東京タワーに行った</p>", 2);
  post(b, "c", "C", "<p>데이터를 찾는다</p>", 3);
  post(b, "d", "D", "<p>การค้นหาข้อมูล</p>", 4);
  post(b, "e", "E", "<p>مَوقِع صغير</p>", 5);
  post(b, "f", "F", "<p>Café Straße Ελλάδα</p>", 6);
  for (size_t i = 0; i < sizeof queries / sizeof queries[0]; i++)
    if (strcmp(found(b, b->web, false, queries[i][0], NULL, NULL), queries[i][1]) != 0)
      fail_msg(
          "%s: %s", queries[i][0], found(b, b->web, false, queries[i][0], NULL, NULL));
}

static void a_query_is_text_and_nothing_else(void **state) {
  static const char *const queries[] = {"\"", "\"\"\"", "%", "_", "'", "a\"b", "(", ")",
      "NEAR(a b)", "AND", "NOT", "title:a", "^a", "a*", "-", "{title}:a", "--", ";",
      "a OR b", "\x01", "\U0010FFFF*"};
  struct blog *b = *state;
  post(b, "a", "A", "<p>b</p>", 1);
  for (size_t i = 0; i < sizeof queries / sizeof queries[0]; i++)
    found(b, b->web, false, queries[i], queries[i], NULL);
  assert_found(b, "title", NULL, NULL, "");
  assert_found(b, "OR", NULL, NULL, "");
}

static void the_index_is_whole_after_anything(void **state) {
  struct blog *b = *state;
  for (int round = 0; round < 3; round++)
    for (int i = 0; i < 60; i++) {
      char slug[20];
      snprintf(slug, sizeof slug, "p%d-%d", round, i);
      post(b, slug, slug, "<h2>Some</h2><p>words, 数据库</p>", i);
    }
  int broken = sqlite3_exec(b->site->db->handle,
      "INSERT INTO search(search) VALUES ('integrity-check')", NULL, NULL, NULL);
  assert_int_equal(broken, SQLITE_OK);
  assert_int_equal(support_number(b, "SELECT count(*) FROM search_due"), 0);
  assert_int_equal(support_number(b, "SELECT count(*) FROM search_state"
                                     " WHERE splitter <> ''"),
      1);
}

static void an_upgrade_mends_the_index(void **state) {
  struct blog *b = *state;
  post(b, "a", "Harbour", "<p>x</p>", 1);
  post(b, "b", "Harbour", "<p>x</p>", 2);
  assert_int_equal(sqlite3_exec(b->site->db->handle,
                       "DELETE FROM search_entry WHERE article_id = 1;"
                       "UPDATE search_state SET splitter = '0'",
                       NULL, NULL, NULL),
      SQLITE_OK);
  assert_found(b, "harbour", NULL, NULL, "2");
  assert_err(search_update_upgrade(b->site->db), OK);
  assert_err(article_write_rest(b->site->db), OK);
  assert_found(b, "harbour", NULL, NULL, "2 1");
  bool current = false;
  assert_err(search_index_is_current(b->site->db, &current), OK);
  assert_true(current);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(titles_beat_headings_beat_bodies_and_newer_wins_ties),
      support_site_test(old_ones_are_found_by_title_and_headings),
      support_site_test(all_prefixes_have_their_share),
      support_site_test(elements_are_all_wanted_next_to_each_other_or_not_at_all),
      support_site_test(what_is_not_to_be_read_is_found_by_the_command_alone),
      support_site_test(every_script_is_found),
      support_site_test(a_query_is_text_and_nothing_else),
      support_site_test(the_index_is_whole_after_anything),
      support_site_test(an_upgrade_mends_the_index),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
