#include "cli/moderation/block.h"

#include "support_site.h"

static const char words[] = "comments.block_words";

/* The line of site.ini that sets the list. */
static const char *list(struct blog *b) {
  struct buf text = {0};
  char line[200], *file = arena_printf(b->arena, "%s/site.ini", b->site->dir);
  FILE *f = fopen(file, "r");
  assert_non_null(f);
  while (fgets(line, sizeof line, f))
    if (strncmp(line, "block_words =", 13) == 0)
      buf_puts(&text, line + 13 + strspn(line + 13, " "));
  fclose(f);
  char *out = arena_strdup(b->arena, buf_text(&text));
  out[strcspn(out, "\n")] = '\0';
  buf_free(&text);
  return out;
}

static void add(struct blog *b, const char *entry, enum err expected) {
  char why[600];
  assert_err(block_add(b->site->dir, words, entry, why, sizeof why), expected);
  assert_int_equal(*why != '\0', expected != OK);
}

static void drop(struct blog *b, const char *entry, enum err expected) {
  char why[600];
  assert_err(block_remove(b->site->dir, words, entry, why, sizeof why), expected);
}

static void entries_are_added_and_removed(void **state) {
  struct blog *b = *state;
  add(b, "casino", OK);
  assert_string_equal(list(b), "casino");
  add(b, "cheap watches", OK);
  add(b, "彩票", OK);
  assert_string_equal(list(b), "casino, cheap watches, 彩票");
  add(b, "Casino", ERR_EXISTS);
  add(b, " ", ERR_INVALID);
  add(b, "two\nlines", ERR_CONFIG);
  drop(b, "cheap", ERR_NOT_FOUND);
  drop(b, "cheap watches", OK);
  assert_string_equal(list(b), "casino, 彩票");
  drop(b, "彩票", OK);
  assert_string_equal(list(b), "casino");
  drop(b, "casino", OK);
  assert_string_equal(list(b), "");
  drop(b, "casino", ERR_NOT_FOUND);
}

static void a_long_list_can_grow_to_its_limit(void **state) {
  struct blog *b = *state;
  struct buf many = {0};
  char why[600];
  for (int i = 0; i < 6000; i++)
    buf_printf(&many, "%sbadword%d", i ? ", " : "", i);
  add(b, buf_text(&many), OK);
  add(b, "casino", OK);
  add(b, "CASINO", ERR_EXISTS);
  assert_err(
      block_add(b->site->dir, words, buf_text(&many), why, sizeof why), ERR_CONFIG);
  assert_non_null(strstr(why, "is longer than 100 KiB"));
  drop(b, "casino", OK);
  buf_free(&many);
}

static void proposes(
    struct blog *b, const char *word, const char *text, const char *named) {
  assert_string_equal(block_propose_word(b->arena, text, named), word);
}

static void the_longest_word_is_proposed(void **state) {
  struct blog *b = *state;
  proposes(b, "watches", "Buy cheap watches", "");
  proposes(b, "see", "see https://averylonghost.example/andalongpath?now now", "");
  proposes(b, "", "", NULL);
}

static void a_word_of_the_verdict_is_proposed_first(void **state) {
  struct blog *b = *state;
  proposes(b, "Cheap", "Buy Cheap watches",
      "links:1 99 %, cheap watches 99 %, cheap 98 %, buy 97 %");
  proposes(b, "Buy", "Buy Cheap watches", "buy 99 %, cheap 98 %");
  /* What good comments have as well is nothing to block, nor is a part of a word or
   * link. */
  proposes(b, "watches", "Buy Cheap watches", "buy 2 %, cheap 94 %");
  proposes(
      b, "watches", "Buy Cheap watches", "che 99 %, cheapest 99 %, author:buy 99 %");
  proposes(b, "here", "here http://casino.example/", "casino 99 %");
  proposes(b, "2", "a 2 b", "2 99 %");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(entries_are_added_and_removed),
      support_site_test(a_long_list_can_grow_to_its_limit),
      support_site_test(the_longest_word_is_proposed),
      support_site_test(a_word_of_the_verdict_is_proposed_first),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
