#include "site/comments/spam_words.h"

#include <stdio.h>
#include <string.h>

#include "support.h"

static struct arena *arena;

static int setup(void **state) {
  (void)state;
  arena = arena_new(64 << 20);
  return arena ? 0 : -1;
}

static int teardown(void **state) {
  (void)state;
  arena_free(arena);
  return 0;
}

/* The words, each followed by "|". */
static const char *words_of(const char *author, const char *url, const char *source) {
  const struct spam_text t = {author, url, source};
  const char **words = NULL;
  size_t count = 0;
  arena_reset(arena);
  assert_err(spam_words(arena, &t, &words, &count), OK);
  assert_true(count <= SPAM_WORDS);
  char *out = arena_strdup(arena, "|");
  for (size_t i = 0; i < count; i++) {
    out = arena_join(arena, out, words[i], "|", NULL);
    assert_true(!i || strcmp(words[i - 1], words[i]) < 0);
  }
  assert_non_null(out);
  return out;
}

static void assert_has(const char *words, const char *word) {
  char wanted[200];
  snprintf(wanted, sizeof wanted, "|%s|", word);
  if (!strstr(words, wanted))
    fail_msg("no \"%s\" in %s", word, words);
}

static void assert_lacks(const char *words, const char *word) {
  char wanted[200];
  snprintf(wanted, sizeof wanted, "|%s|", word);
  if (strstr(words, wanted))
    fail_msg("\"%s\" in %s", word, words);
}

static void words_and_pairs_are_folded_and_counted_once(void **state) {
  (void)state;
  assert_string_equal(words_of("", "", "Buy CHEAP buy cheap"),
      "|buy|buy cheap|cheap|cheap buy|links:0|script:latin|");
  /* Full-width letters, as spam has them to pass word lists. */
  assert_has(words_of("", "", "\xef\xbd\x82\xef\xbd\x95\xef\xbd\x99"), "buy");
  /* Characters that show nothing part no words. */
  assert_has(words_of("", "", "c\u200bas\u00adi\u2060no"), "casino");
  assert_has(words_of("", "", "http://sp\u200bam.example/"), "url:spam.example");
  assert_string_equal(words_of("", "", ""), "|links:0|");
  assert_string_equal(words_of("", "", "?!"), "|links:0|");
}

static void names_and_hosts_have_their_own_words(void **state) {
  (void)state;
  const char *w =
      words_of("SEO Expert One Two Three Four", "https://www.Shop.Spam.example:8080/x",
          "see HTTP://a.b.c.d.test. or www.other.test/y");
  assert_has(w, "author:seo");
  assert_has(w, "author:two");
  assert_lacks(w, "author:four");
  assert_has(w, "site:shop.spam.example");
  assert_has(w, "site:spam.example");
  assert_has(w, "site:example");
  assert_has(w, "url:c.d.test");
  assert_lacks(w, "url:b.c.d.test");
  assert_has(w, "url:test");
  assert_has(w, "url:other.test");
  assert_has(w, "links:2");
  /* A host is no word of the text. */
  assert_lacks(w, "other");
  assert_has(words_of("", "",
                 "http://a.test http://b.test http://c.test http://d.test "
                 "http://e.test"),
      "links:4");
  /* Not a link: part of a word, or nothing after it. */
  assert_has(words_of("", "", "xhttp://a.test http:// www."), "links:0");
}

static void scripts_are_counted(void **state) {
  (void)state;
  const char *w = words_of("", "", "Привет всем");
  assert_has(w, "script:cyrillic");
  assert_lacks(w, "script:latin");
  assert_lacks(w, "mixed");
  /* A Cyrillic letter within a Latin word. */
  assert_has(words_of("", "", "c\xd0\xb0sino"), "mixed");
  assert_lacks(words_of("", "", "Привет, Anna"), "mixed");
  /* Japanese has three scripts by nature. */
  w = words_of("", "", "時計のコピー");
  assert_has(w, "時計");
  assert_lacks(w, "mixed");
  assert_has(words_of("", "", "彩票网站"), "彩票");
}

static void of_a_long_text_the_ends_count(void **state) {
  static char text[65526];
  size_t n = 0;
  (void)state;
  n += (size_t)sprintf(text, "firstword ");
  for (int i = 0; n < 65000; i++)
    n += (size_t)sprintf(text + n, "w%d ", i);
  strcpy(text + n, "lastword");
  const char *w = words_of("", "", text);
  assert_has(w, "firstword");
  assert_has(w, "lastword");
  assert_has(w, "w50");
  assert_lacks(w, "w5000");
  /* The words on both sides of the gap are not next to each other. */
  assert_lacks(w, "w118 w11000");
  /* Many different words, links and scripts stay within the bound. */
  for (n = 0; n < 65000;)
    n += (size_t)sprintf(text + n, "http://h%zu.test/ ", n);
  assert_has(words_of("", "", text), "links:4");
}

/* What a cut in the middle of a letter leaves must neither crash nor hang. */
static void broken_letters_are_no_words(void **state) {
  (void)state;
  assert_string_equal(words_of("\xff", "", "\xe5\xbd"), "|links:0|");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(words_and_pairs_are_folded_and_counted_once),
      cmocka_unit_test(names_and_hosts_have_their_own_words),
      cmocka_unit_test(scripts_are_counted),
      cmocka_unit_test(of_a_long_text_the_ends_count),
      cmocka_unit_test(broken_letters_are_no_words),
  };
  return cmocka_run_group_tests(tests, setup, teardown);
}
