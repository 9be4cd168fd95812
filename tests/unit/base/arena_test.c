#include "base/arena.h"

#include "fail_alloc.h"
#include "support.h"

static void an_arena_has_a_limit(void **state) {
  (void)state;
  struct arena *a = arena_new(1 << 16);
  assert_non_null(arena_alloc(a, 1 << 15));
  assert_null(arena_alloc(a, 1 << 16));
  assert_null(arena_array(a, SIZE_MAX / 2, 4));
  arena_reset(a);
  const char *room = arena_alloc(a, 1 << 15);
  assert_non_null(room);
  for (size_t i = 0; i < 1 << 15; i++)
    assert_int_equal(room[i], 0);
  arena_free(a);
  arena_free(NULL);
}

static void strings_are_copies(void **state) {
  (void)state;
  struct arena *a = arena_new(1 << 16);
  char text[] = "low tide";
  char *copy = arena_strdup(a, text), *head = arena_strndup(a, text, 3);
  text[0] = 'x';
  assert_string_equal(copy, "low tide");
  assert_string_equal(head, "low");
  assert_string_equal(arena_join(a, copy, " at ", "six", NULL), "low tide at six");
  assert_string_equal(arena_printf(a, "%s %d", head, 6), "low 6");
  arena_free(a);
}

static void a_list_grows_and_keeps_its_items(void **state) {
  (void)state;
  enum { MANY = 1000 };
  struct arena *a = arena_new(1 << 16);
  int *list = NULL;
  size_t cap = 0;
  for (int i = 0; i < MANY; i++) {
    int *more = arena_grow(a, list, (size_t)i, &cap, sizeof *list);
    assert_non_null(more);
    list = more;
    list[i] = i;
  }
  for (int i = 0; i < MANY; i++)
    assert_int_equal(list[i], i);
  size_t full = cap;
  assert_null(arena_grow(a, list, full, &cap, 1 << 16));
  assert_int_equal(cap, full);
  arena_free(a);
}

/* What a request took is there for the next one: no allocation can fail. */
static void memory_is_used_again(void **state) {
  (void)state;
  enum { SOME = 100 << 10, A_CHUNK_AT_MOST = 8 << 10 };
  struct arena *a = arena_new(1 << 20);
  for (size_t n = 0; n < SOME; n += A_CHUNK_AT_MOST)
    memset(arena_alloc(a, A_CHUNK_AT_MOST), 'x', A_CHUNK_AT_MOST);
  arena_reset(a);
  fail_alloc_at(1);
  for (size_t n = 0; n < SOME; n += A_CHUNK_AT_MOST) {
    const char *room = arena_alloc(a, A_CHUNK_AT_MOST);
    assert_non_null(room);
    for (size_t i = 0; i < A_CHUNK_AT_MOST; i++)
      assert_int_equal(room[i], 0);
  }
  assert_int_equal(fail_alloc_happened(), 0);
  fail_alloc_at(0);
  arena_free(a);
}

/* After a large request, most of it goes back: an idle worker stays small. */
static void little_memory_is_kept(void **state) {
  (void)state;
  enum { MUCH = 900 << 10, PIECE = 8 << 10, KEPT_AT_MOST = 320 << 10 };
  struct arena *a = arena_new(1 << 20);
  size_t n = 0;
  for (; n < MUCH; n += PIECE)
    assert_non_null(arena_alloc(a, PIECE));
  arena_reset(a);
  fail_alloc_at(1);
  for (n = 0; !fail_alloc_happened() && n < MUCH; n += PIECE)
    if (!arena_alloc(a, PIECE))
      break;
  assert_true(n < KEPT_AT_MOST);
  fail_alloc_at(0);
  arena_free(a);
}

static enum err use_an_arena(void *context) {
  struct arena *a = arena_new(1 << 20);
  size_t cap = 0;
  int *numbers = NULL;
  (void)context;
  enum err e = a ? OK : ERR_NOMEM;
  for (size_t i = 0; !e && i < 10000; i++) {
    int *more = arena_grow(a, numbers, i, &cap, sizeof *numbers);
    if (!more) {
      /* Existing items are kept. */
      assert_true(i == 0 || numbers[i - 1] == (int)i - 1);
      e = ERR_NOMEM;
    } else {
      numbers = more;
      numbers[i] = (int)i;
    }
  }
  if (!e && (!arena_printf(a, "%1000d", 1) || !arena_join(a, "a", "b", NULL)))
    e = ERR_NOMEM;
  arena_free(a);
  return e;
}

static void a_failed_allocation_is_reported(void **state) {
  (void)state;
  assert_true(fail_alloc_each(use_an_arena, NULL) > 4);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_arena_has_a_limit),
      cmocka_unit_test(strings_are_copies),
      cmocka_unit_test(a_list_grows_and_keeps_its_items),
      cmocka_unit_test(memory_is_used_again),
      cmocka_unit_test(little_memory_is_kept),
      cmocka_unit_test(a_failed_allocation_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
