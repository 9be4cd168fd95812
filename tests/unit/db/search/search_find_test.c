#include "db/search/search_find.h"

#include "db/connection.h"
#include "fail_alloc.h"
#include "support_site.h"

/* Saves a post of that title and HTML, published `hours` after SUPPORT_DATE. */
static int64_t post(
    struct blog *b, const char *slug, const char *title, const char *html, int hours) {
  struct article_input d = support_article_input(slug);
  d.title = title;
  d.html = html;
  d.published_at += hours * INT64_C(3600000000);
  return support_save(b, &d);
}

/* Returns the IDs that up to three elements find, best first, as "3 1 2". A trailing
 * `*` makes an element a prefix, a leading `-` excludes articles with it. */
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

/* Articles older than the newest SEARCH_MOST are found by their titles and headings. */
static void old_articles_are_found_by_title_and_headings(void **state) {
  struct blog *b = *state;
  struct search_query q = {.elements = {{"tide", false, false}}, .count = 1};
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

/* With several words, some may be in the title and the others in headings. */
static void old_articles_are_found_by_title_and_headings_together(void **state) {
  struct blog *b = *state;
  post(b, "a", "Night ferry at the quay", "<p>x</p>", 1);
  post(b, "b", "Ferry", "<h2>The quay</h2><h2>Night</h2><p>x</p>", 2);
  post(b, "c", "Sea", "<h2>Ferry, quay, night</h2><p>x</p>", 3);
  /* No work for the search in all of the text. */
  b->web->db->search_divisor = SEARCH_WORK + 1;
  assert_found(b, "ferry", "quay", "night", "1 2 3");
  assert_found(b, "ferry", "quay", "-night", "");
  assert_found(b, "ferry", "quay", NULL, "1 3");
  for (int i = 0; i < SEARCH_MOST_BOTH; i++) {
    arena_reset(b->arena);
    post(b, arena_printf(b->arena, "p%d", i), "x",
        "<h2>Ferry, quay, night</h2><p>x</p>", 10 + i);
  }
  const struct search_query q = {
      .elements = {{.text = "ferry"}, {.text = "quay"}, {.text = "night"}}, .count = 3};
  struct search_result r;
  assert_err(search_find(b->web->db, b->arena, &q, false, &r), OK);
  assert_int_equal(r.count, SEARCH_MOST_BOTH + 2);
  assert_int_equal(r.hits[0].article_id, 1);
}

/* Titles and headings alone do not tell. */
static void an_unwanted_word_in_the_body_counts(void **state) {
  struct blog *b = *state;
  post(b, "a", "Harbour", "<p>The storm.</p>", 1);
  post(b, "b", "Harbour", "<p>The calm.</p>", 2);
  post(b, "c", "Sea", "<h2>Harbour</h2><p>The storm.</p>", 3);
  /* No work for the search in all of the text. */
  b->web->db->search_divisor = SEARCH_WORK + 1;
  assert_found(b, "harbour", "-storm", NULL, "2");
  assert_found(b, "harbour", "the", "-storm", "");
  assert_found(b, "harbour", NULL, NULL, "2 1 3");
}

/* Every prefix expands to some words, even if the others use up their share. */
static void every_prefix_gets_its_share(void **state) {
  struct blog *b = *state;
  for (int i = 0; i < 60; i++)
    post(b, arena_printf(b->arena, "w%d", i), "x",
        arena_printf(b->arena, "<p>a%d b%d c%d</p>", i, i, i), i);
  struct search_query q = {
      .elements = {{"a*", true, false}, {"b*", true, false}, {"c*", true, false}},
      .count = 3};
  struct search_result r;
  assert_err(search_find(b->web->db, b->arena, &q, false, &r), OK);
  assert_in_range(r.count, 1, SEARCH_BEGINNINGS / 3);
  q.count = 1;
  assert_err(search_find(b->web->db, b->arena, &q, false, &r), OK);
  assert_in_range(r.count, 2, SEARCH_BEGINNINGS);
}

static void save_pairs(struct blog *b, int count) {
  /* No article has two of these words next to each other. */
  for (int i = 0; i < count; i++) {
    arena_reset(b->arena);
    post(b, arena_printf(b->arena, "p%d", i), "x", "<p>ferry in quay at</p>", i);
  }
}

static struct search_result result_of(
    struct site *site, struct arena *a, const char *wanted, const char *unwanted) {
  const struct search_query q = {
      .elements = {{.text = wanted}, {.text = unwanted, .without = true}},
      .count = unwanted ? 2 : 1};
  struct search_result r = {0};
  assert_err(search_find(site->db, a, &q, false, &r), OK);
  return r;
}

/* What is found depends on the database alone: not on the time that it takes, nor on
 * what the connection did before. */
static void the_same_search_finds_the_same(void **state) {
  static const char *const queries[][2] = {{"quay", NULL}, {"ferry quay", NULL},
      {"quay", "ferry"}, {"in", "x"}, {"absent", NULL}};
  struct blog *b = *state;
  save_pairs(b, 40);
  b->web->db->search_divisor = b->site->db->search_divisor = 8;
  for (size_t i = 0; i < sizeof queries / sizeof queries[0]; i++) {
    struct search_result first =
        result_of(b->web, b->arena, queries[i][0], queries[i][1]);
    for (int n = 0; n < 4; n++) {
      struct search_result r =
          result_of(n % 2 ? b->web : b->site, b->arena, queries[i][0], queries[i][1]);
      assert_int_equal(r.more, first.more);
      assert_int_equal(r.count, first.count);
      for (size_t k = 0; k < r.count; k++)
        assert_int_equal(r.hits[k].article_id, first.hits[k].article_id);
    }
  }
}

/* Common words that are never together, and words that are too many. */
static void a_search_ends_when_its_work_is_used_up(void **state) {
  struct blog *b = *state;
  save_pairs(b, 40);
  struct search_result r = result_of(b->web, b->arena, "quay", "ferry");
  assert_int_equal(r.count, 0);
  assert_false(r.more);
  b->web->db->search_divisor = SEARCH_WORK + 1;
  r = result_of(b->web, b->arena, "quay", "ferry");
  assert_int_equal(r.count, 0);
  assert_true(r.more);
  char many[20000] = "";
  for (size_t i = 0; i < 2000; i++)
    snprintf(many + strlen(many), sizeof many - strlen(many), "w%zu ", i);
  r = result_of(b->web, b->arena, many, NULL);
  assert_int_equal(r.count, 0);
  assert_true(r.more);
}

/* Looking up words does not use up the work of finding articles, however many words a
 * query has and however many parts the index. */
static void a_query_may_have_many_words(void **state) {
  struct blog *b = *state;
  save_pairs(b, 40);
  post(b, "all", "All", "<p>one two three four five six seven eight nine ten</p>", 50);
  b->web->db->search_divisor = 4;
  struct search_query q = {.count = SEARCH_ELEMENTS};
  static const char *const words[SEARCH_ELEMENTS] = {
      "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"};
  for (size_t i = 0; i < q.count; i++)
    q.elements[i].text = words[i];
  struct search_result r;
  assert_err(search_find(b->web->db, b->arena, &q, false, &r), OK);
  assert_int_equal(r.count, 1);
  assert_false(r.more);
}

/* Drafts and private articles must not use up the work of a search for public ones. */
static void newer_articles_that_are_not_public_are_passed_over(void **state) {
  struct blog *b = *state;
  post(b, "old", "Old", "<p>ferry</p>", 0);
  for (int i = 0; i < 60; i++) {
    struct article_input d = support_article_input(arena_printf(b->arena, "d%d", i));
    d.status = ARTICLE_PRIVATE;
    d.html = "<p>ferry</p>";
    d.published_at += (i + 1) * INT64_C(3600000000);
    support_save(b, &d);
  }
  struct search_result r = result_of(b->web, b->arena, "ferry", NULL);
  assert_int_equal(r.count, 1);
  assert_int_equal(r.hits[0].article_id, 1);
  assert_false(r.more);
}

static void elements_are_required_phrases_or_excluded(void **state) {
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

/* Also if the query has one of the words twice, and for all of the words of a phrase.
 */
static void words_next_to_each_other_score_higher(void **state) {
  struct blog *b = *state;
  post(b, "a", "A", "<p>The low tide of a day</p>", 1);
  post(b, "b", "B", "<p>The tide, or day, is low</p>", 2);
  assert_found(b, "low", "tide", NULL, "1 2");
  assert_found(b, "tide", "low", NULL, "2 1");
  assert_found(b, "low", "tide", "low", "1 2");
  assert_found(b, "low tide", "of", NULL, "1");
  post(b, "c", "C", "<p>The low tide, day of</p>", 3);
  assert_found(b, "low tide", "of", NULL, "1 3");
}

static void only_the_command_finds_unpublished_articles(void **state) {
  struct blog *b = *state;
  struct article_input d = support_article_input("draft");
  d.status = ARTICLE_DRAFT;
  int64_t id = support_save(b, &d);
  assert_found(b, "draft", NULL, NULL, "");
  assert_string_equal(found(b, b->site, true, "draft", NULL, NULL), "1");
  char why[200];
  assert_err(
      publish_set_status(b->site, b->arena, id, ARTICLE_PUBLISH, NULL, why, sizeof why),
      OK);
  assert_found(b, "draft", NULL, NULL, "1");
  d.id = id;
  d.status = ARTICLE_PUBLISH;
  d.title = "Other";
  d.html = "<p>new text</p>";
  support_save(b, &d);
  assert_found(b, "words", NULL, NULL, "");
  assert_found(b, "text", NULL, NULL, "1");
  assert_err(
      publish_set_status(b->site, b->arena, id, ARTICLE_PRIVATE, NULL, why, sizeof why),
      OK);
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

static void fts5_operators_in_a_query_are_plain_text(void **state) {
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

static enum err search_once(void *context) {
  struct blog *b = context;
  const struct search_query q = {
      .elements = {{"har", true, false}, {"sea", false, true}}, .count = 2};
  struct search_result r;
  arena_reset(b->arena);
  return search_find(b->web->db, b->arena, &q, false, &r);
}

static void a_search_survives_failed_allocations(void **state) {
  struct blog *b = *state;
  post(b, "a", "Harbour", "<p>x</p>", 1);
  assert_true(fail_alloc_each(search_once, b) > 0);
  assert_found(b, "har*", NULL, NULL, "1");
}

static void titles_alone_with_one_element_missing(void **state) {
  struct blog *b = *state;
  struct search_query q = {
      .elements = {{"harbour", false, false}, {"storm", false, false}}, .count = 2};
  struct search_result r;
  post(b, "a", "Harbour", "<p>storm</p>", 1);
  post(b, "b", "Storm in the harbour", "<p>x</p>", 2);
  assert_err(search_find_title(b->web->db, b->arena, &q, false, &r), OK);
  assert_int_equal(r.count, 1);
  assert_int_equal(r.hits[0].article_id, 2);
  assert_err(search_find_title(b->web->db, b->arena, &q, true, &r), OK);
  assert_int_equal(r.count, 2);
  q.count = 0;
  assert_err(search_find_title(b->web->db, b->arena, &q, true, &r), OK);
  assert_int_equal(r.count, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(titles_beat_headings_beat_bodies_and_newer_wins_ties),
      support_site_test(old_articles_are_found_by_title_and_headings),
      support_site_test(old_articles_are_found_by_title_and_headings_together),
      support_site_test(an_unwanted_word_in_the_body_counts),
      support_sqlite_test(every_prefix_gets_its_share),
      support_site_test(the_same_search_finds_the_same),
      support_sqlite_test(a_search_ends_when_its_work_is_used_up),
      support_site_test(a_query_may_have_many_words),
      support_site_test(newer_articles_that_are_not_public_are_passed_over),
      support_site_test(elements_are_required_phrases_or_excluded),
      support_site_test(words_next_to_each_other_score_higher),
      support_site_test(only_the_command_finds_unpublished_articles),
      support_site_test(every_script_is_found),
      support_site_test(fts5_operators_in_a_query_are_plain_text),
      support_site_test(titles_alone_with_one_element_missing),
      support_site_test(a_search_survives_failed_allocations),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
