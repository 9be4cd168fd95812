#include "site/comments/comment_block.h"

#include <string.h>
#include <time.h>

#include "fail_alloc.h"
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

static void words_are_found(void **state) {
  static const struct {
    const char *list, *text, *entry;
  } rows[] = {
      {"casino", "The CASINO is open.", "casino"},
      {"casino", "A casinos guide", NULL},
      {"casino", "Casinò!", "casino"},
      {"casin*", "Two casinos", "casin*"},
      {"*pills", "superpills, now", "*pills"},
      {"*pill*", "xpillsy", "*pill*"},
      {"*pill*", "pil ls", NULL},
      {"v*gra", "VIAGRA", "v*gra"},
      {"v*gra", "vi agra", NULL},
      {"v*gra", "v gra", NULL},
      {"a**b", "axxb", "a**b"},
      {"cheap pills", "Cheap,   pills", "cheap pills"},
      {"cheap pills", "cheap good pills", NULL},
      {"cheap pil*", "cheap pillows", "cheap pil*"},
      {" one , two words ,three", "a text of two words", "two words"},
      {"彩票", "免费彩票网站", "彩票"},
      {"彩票", "彩色的票", NULL},
      {"彩票", "buy彩票now", "彩票"},
      {"казино", "КАЗИНО онлайн", "казино"},
      {"straße", "STRASSE", "straße"},
      {"", "anything", NULL},
      {" , ,", "anything", NULL},
      {"*", "anything", NULL},
      {"cas\u200bino", "The casino", "casino"},
      {"!!!", "wow!!!", NULL},
      {"casino", "", NULL},
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    const char *entry = "unset";
    assert_err(comment_block_word(arena, rows[i].list, rows[i].text, &entry), OK);
    if ((entry == NULL) != (rows[i].entry == NULL) ||
        (entry && strcmp(entry, rows[i].entry) != 0))
      fail_msg("\"%s\" in \"%s\": %s", rows[i].list, rows[i].text, entry);
  }
}

static void urls_are_found(void **state) {
  static const struct {
    const char *list, *text, *entry;
  } rows[] = {
      {"spam.example", "see https://spam.example/x", "spam.example"},
      {"spam.example", "see HTTP://WWW.Spam.Example", "spam.example"},
      {"spam.example", "a.b.spam.example", "spam.example"},
      {"spam.example", "Look at spam.example.", "spam.example"},
      {"spam.example", "not-spam.example", NULL},
      {"spam.example", "myspam.example", NULL},
      {"spam.example", "spam.example.org", NULL},
      {"spam.example", "spam.examples", NULL},
      {"https://www.spam.example", "http://spam.example", "https://www.spam.example"},
      {"blog.example/ads", "https://blog.example/ads/1", "blog.example/ads"},
      {"blog.example/ads", "https://blog.example/about", NULL},
      {"a.example, b.example", "http://b.example:8080/", "b.example"},
      {"", "http://b.example", NULL},
      {"http://", "http://b.example", NULL},
      {".", "Well ... http://b.example/", NULL},
      {"*.spam.example", "http://a.spam.example/", "*.spam.example"},
      {".example", "https://spam.example/", ".example"},
      {"/, -, *", "a / b - c * d", NULL},
      {"spam\u200b.example", "spam.example", "spam.example"},
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    const char *entry = "unset";
    assert_err(comment_block_url(arena, rows[i].list, rows[i].text, &entry), OK);
    if ((entry == NULL) != (rows[i].entry == NULL) ||
        (entry && strcmp(entry, rows[i].entry) != 0))
      fail_msg("\"%s\" in \"%s\": %s", rows[i].list, rows[i].text, entry);
  }
}

/* Without a bound, "*" would look through the rest of the text for every letter. */
static void a_text_without_spaces_takes_linear_time(void **state) {
  const char *entry;
  size_t n = 20000 * 3;
  char *text = calloc(1, n + 1);
  (void)state;
  assert_non_null(text);
  for (size_t i = 0; i < n; i += 3)
    memcpy(text + i, "彩", 3);
  struct timespec began, ended;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &began);
  assert_err(comment_block_word(arena, "彩*票", text, &entry), OK);
  assert_null(entry);
  /* Nor is an entry looked for within each name. */
  static char list[3991];
  memset(list, 'a', sizeof list - 1);
  memset(text, 'a', n);
  for (int i = 0; i < 20; i++)
    assert_err(comment_block_url(arena, list, text, &entry), OK);
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &ended);
  assert_null(entry);
  assert_true(ended.tv_sec - began.tv_sec < 5);
  free(text);
}

/* The entries take turns in the same memory, not the memory of the request. */
static void a_long_list_takes_little_memory(void **state) {
  struct buf list = {0};
  const char *entry;
  (void)state;
  for (int i = 0; i < 5000; i++)
    buf_printf(&list, "badword%d, ", i);
  buf_puts(&list, "casin*");
  struct arena *small = arena_new(64);
  assert_non_null(small);
  assert_err(comment_block_word(small, buf_text(&list), "Two casinos", &entry), OK);
  assert_string_equal(entry, "casin*");
  arena_free(small);
  buf_free(&list);
}

static enum err in_little_memory(void *context) {
  const char *entry;
  (void)context;
  return comment_block_word(arena, "casin*, cheap pills", "two cheap pills", &entry);
}

static void every_allocation_may_fail(void **state) {
  (void)state;
  assert_true(fail_alloc_each(in_little_memory, NULL) > 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(words_are_found),
      cmocka_unit_test(urls_are_found),
      cmocka_unit_test(a_text_without_spaces_takes_linear_time),
      cmocka_unit_test(a_long_list_takes_little_memory),
      cmocka_unit_test(every_allocation_may_fail),
  };
  return cmocka_run_group_tests(tests, setup, teardown);
}
