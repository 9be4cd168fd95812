#include "site/pages/snippet.h"

#include "site/pages/search_query.h"
#include "support_site.h"

enum { MOST = 60 };

/* Returns the snippet with the marked parts in brackets. */
static const char *snippet(struct blog *b, const char *typed, const char *text) {
  struct search_query q;
  struct view_marked m;
  bool cut;
  char *out = arena_strdup(b->arena, "");
  assert_err(search_query_read(b->arena, typed, &q, &cut), OK);
  const struct snippet_words *words = NULL;
  size_t read = 0;
  assert_err(snippet_match_read_query(b->arena, &q, &words), OK);
  assert_err(snippet_make(b->arena, words, text, MOST, &m, &read), OK);
  assert_in_range(read, 0, strlen(text));
  for (size_t i = 0; i < m.count; i++)
    out = arena_join(b->arena, out, m.pieces[i].marked ? "[" : "", m.pieces[i].text,
        m.pieces[i].marked ? "]" : "", NULL);
  return out;
}

static void short_texts_stay_whole(void **state) {
  struct blog *b = *state;
  assert_string_equal(
      snippet(b, "low", "Low tide, LÓW water"), "[Low] tide, [LÓW] water");
  assert_string_equal(snippet(b, "tide", ""), "");
  assert_string_equal(
      snippet(b, "boat*", "Boats.\nAnd a boathouse."), "[Boats]. And a [boathouse].");
  assert_string_equal(snippet(b, "a -b", "a b"), "[a] b");
  assert_string_equal(snippet(b, "数据库", "新数据库，旧数据"), "新[数据库]，旧数据");
  assert_string_equal(snippet(b, "ปลา", "ตลาดปลา"), "ตลาด[ปลา]");
  assert_string_equal(
      snippet(b, "北京烤鸭 茶", "北京的茶，北京烤鸭"), "北京的[茶]，[北京烤鸭]");
  assert_string_equal(snippet(b, "人人人", "人人，人人人"), "人人，[人人人]");
}

static void cells_do_not_run_together(void **state) {
  struct blog *b = *state;
  assert_string_equal(snippet(b, "high", "Day\nHigh \nLow\n04:12\n10:31\n"),
      "Day · [High]  · Low · 04:12 · 10:31 ");
  assert_string_equal(
      snippet(b, "潮", "潮\n高\n“Low.”\n3 €\nx"), "[潮] · 高 · “Low.” 3 € · x");
}

static void long_ones_are_cut_between_words(void **state) {
  struct blog *b = *state;
  assert_string_equal(
      snippet(b, "mud",
          "The tables give times and heights of high and low water all year, and between "
          "the tides there is mud for worms, and worms for the birds of the winter."),
      "…the tides there is [mud] for worms, and worms for the birds…");
  assert_string_equal(
      snippet(b, "here words",
          "Here it begins. Then it goes on for a long while with nothing to be found, "
          "until there are words, and here they are together."),
      "…be found, until there are [words], and [here] they are together.");
  assert_string_equal(snippet(b, "absent",
                          "None of what was looked for is in this text, "
                          "which goes on for longer than it may."),
      "None of what was looked for is in this text, which goes on…");
}

static void words_without_end_are_cut(void **state) {
  struct blog *b = *state;
  char text[20000];
  memset(text, 'a', sizeof text);
  text[400] = '\0';
  assert_in_range(strlen(snippet(b, "zzz", text)), MOST, MOST + 4);
  /* The match is longer than the window. */
  memset(text, '-', 200);
  memset(text + 200, 'a', 300);
  for (size_t i = 500; i < sizeof text - 1; i++)
    text[i] = i % 5 ? 'b' : ' ';
  text[sizeof text - 1] = '\0';
  assert_in_range(strlen(snippet(b, "aaa*", text)), MOST / 2, 2 * MOST);
}

static void a_word_that_is_too_long_is_cut(void **state) {
  struct blog *b = *state;
  char text[200] = "", wanted[100] = "";
  for (int i = 0; i < 50; i++)
    strcat(text, "e\u0301");
  strcat(text, " mud");
  for (int i = 0; i < MOST / 3; i++)
    strcat(wanted, "e\u0301");
  assert_string_equal(
      snippet(b, "absent", text), arena_join(b->arena, wanted, "…", NULL));
}

static void letters_keep_their_marks(void **state) {
  struct blog *b = *state;
  char text[400] = "";
  for (int i = 0; i < 20; i++)
    strcat(text, "ที่นี่");
  const char *got = snippet(b, "zzz", text);
  size_t n = strlen(got);
  assert_string_equal(got + n - strlen("…"), "…");
  /* Each letter has one or two marks. A letter that was cut would have lost one. */
  assert_true((n - strlen("…")) % strlen("ที่นี่") == 0 ||
              (n - strlen("…")) % strlen("ที่นี่") == strlen("ที่"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(short_texts_stay_whole),
      support_site_test(cells_do_not_run_together),
      support_site_test(long_ones_are_cut_between_words),
      support_site_test(words_without_end_are_cut),
      support_site_test(a_word_that_is_too_long_is_cut),
      support_site_test(letters_keep_their_marks),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
