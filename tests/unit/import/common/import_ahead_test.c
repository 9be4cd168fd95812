#include "import/common/import_ahead.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "markup/markdown/markdown.h"
#include "support.h"

static void assert_rendered(struct import_ahead *a, const char *text) {
  struct buf html = {0}, links = {0}, want = {0};
  assert_err(markdown_to_html(text, strlen(text), NULL, &want), OK);
  assert_true(import_ahead_take(a, text, &html, &links));
  assert_string_equal(buf_text(&html), buf_text(&want));
  buf_free(&html);
  buf_free(&links);
  buf_free(&want);
}

static bool is_taken(struct import_ahead *a, const char *text) {
  struct buf html = {0}, links = {0};
  bool taken = import_ahead_take(a, text, &html, &links);
  buf_free(&html);
  buf_free(&links);
  return taken;
}

static struct import_ahead *start(int processes) {
  struct import_ahead *a = import_ahead_new(processes);
  assert_non_null(a);
  return a;
}

static void texts_are_rendered_as_here(void **state) {
  struct import_ahead *a = start(2);
  (void)state;
  import_ahead_put(a, "# One\n\n*first*\n");
  import_ahead_put(a, "second");
  import_ahead_put(a, "");
  assert_rendered(a, "# One\n\n*first*\n");
  assert_rendered(a, "second");
  assert_rendered(a, "");
  assert_false(is_taken(a, "second"));
  import_ahead_free(a);
}

/* Otherwise nothing could be put any more. */
static void texts_that_nobody_takes_are_forgotten(void **state) {
  char text[32];
  struct import_ahead *a = start(1);
  (void)state;
  for (int i = 0; import_ahead_has_room(a) && i < 1000; i++) {
    snprintf(text, sizeof text, "text %d", i);
    import_ahead_put(a, text);
  }
  assert_false(import_ahead_has_room(a));
  for (int i = 0; !import_ahead_has_room(a) && i < 1000; i++) {
    import_ahead_forget(a);
    usleep(2000);
  }
  assert_true(import_ahead_has_room(a));
  assert_false(is_taken(a, "text 0"));
  import_ahead_put(a, "another");
  assert_rendered(a, "another");
  import_ahead_free(a);
}

static void addresses_are_listed_in_order(void **state) {
  static const char text[] = "[a](other.md) ![b](picture.png) <https://example.org/>";
  static const char want[] = "lother.md\0ipicture.png\0lhttps://example.org/";
  struct import_ahead *a = start(1);
  struct buf html = {0}, links = {0};
  (void)state;
  import_ahead_put(a, text);
  assert_true(import_ahead_take(a, text, &html, &links));
  assert_int_equal(links.len, sizeof want);
  assert_memory_equal(links.data, want, sizeof want);
  buf_free(&html);
  buf_free(&links);
  import_ahead_free(a);
}

/* A file that was looked at may turn out to be unchanged: nobody takes its text. */
static void earlier_texts_are_forgotten(void **state) {
  struct import_ahead *a = start(1);
  char text[20];
  (void)state;
  for (int i = 0; i < 200; i++) {
    assert_true(import_ahead_has_room(a));
    snprintf(text, sizeof text, "text %d", i);
    import_ahead_put(a, text);
    if (i % 10 == 9)
      assert_rendered(a, text);
  }
  assert_false(is_taken(a, "text 198"));
  import_ahead_free(a);
}

static void there_is_room_for_so_many(void **state) {
  struct import_ahead *a = start(1);
  int n = 0;
  (void)state;
  for (; import_ahead_has_room(a) && n < 1000; n++)
    import_ahead_put(a, "x");
  assert_in_range(n, 2, 100);
  import_ahead_free(a);
}

/* Both sides send more than their sockets hold. */
static void large_texts_do_not_block(void **state) {
  enum { SIZE = 400000 };
  struct import_ahead *a = start(1);
  char *texts[8];
  (void)state;
  for (int i = 0; i < 8; i++) {
    texts[i] = malloc(SIZE + 1);
    for (size_t at = 0; at < SIZE; at += 4)
      memcpy(texts[i] + at, "ab\n\n", 4);
    texts[i][0] = (char)('0' + i);
    texts[i][SIZE] = '\0';
    import_ahead_put(a, texts[i]);
  }
  for (int i = 0; i < 8; i++) {
    assert_rendered(a, texts[i]);
    free(texts[i]);
  }
  import_ahead_free(a);
}

static void a_text_that_cannot_be_rendered_fails(void **state) {
  struct import_ahead *a = start(1);
  (void)state;
  import_ahead_put(a, "bad \xff");
  import_ahead_put(a, "good");
  assert_false(is_taken(a, "bad \xff"));
  assert_rendered(a, "good");
  import_ahead_free(a);
}

/* Kills the last process that was started. */
static void kill_last_child(void) {
  char text[200] = "", name[64];
  snprintf(name, sizeof name, "/proc/self/task/%d/children", (int)getpid());
  FILE *f = fopen(name, "r");
  assert_non_null(f);
  size_t n = fread(text, 1, sizeof text - 1, f);
  fclose(f);
  long pid = 0;
  text[n] = '\0';
  for (char *at = text, *end;
       *at && (pid = strtol(at, &end, 10)) && *end == ' ' && end[1]; at = end)
    continue;
  assert_true(pid > 1);
  assert_int_equal(kill((pid_t)pid, SIGKILL), 0);
}

static void the_texts_of_a_killed_process_fail(void **state) {
  struct import_ahead *a = start(2);
  size_t taken = 0;
  (void)state;
  kill_last_child();
  for (int round = 0; round < 2; round++) {
    import_ahead_put(a, "one");
    import_ahead_put(a, "two");
    taken += is_taken(a, "one");
    taken += is_taken(a, "two");
  }
  assert_in_range(taken, 1, 3);
  kill_last_child();
  import_ahead_put(a, "three");
  assert_false(is_taken(a, "three"));
  import_ahead_put(a, "four");
  assert_false(is_taken(a, "four"));
  import_ahead_free(a);
}

static void without_processes_there_is_none(void **state) {
  (void)state;
  assert_null(import_ahead_new(0));
  assert_null(import_ahead_new(-1));
  import_ahead_free(NULL);
  assert_in_range(import_ahead_processes() + 1, 1, 64);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(texts_that_nobody_takes_are_forgotten),
      cmocka_unit_test(texts_are_rendered_as_here),
      cmocka_unit_test(addresses_are_listed_in_order),
      cmocka_unit_test(earlier_texts_are_forgotten),
      cmocka_unit_test(there_is_room_for_so_many),
      cmocka_unit_test(large_texts_do_not_block),
      cmocka_unit_test(a_text_that_cannot_be_rendered_fails),
      cmocka_unit_test(the_texts_of_a_killed_process_fail),
      cmocka_unit_test(without_processes_there_is_none),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
