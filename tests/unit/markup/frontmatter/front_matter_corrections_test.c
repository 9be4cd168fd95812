#include "markup/frontmatter/front_matter_corrections.h"

#include "fail_alloc.h"
#include "markup/frontmatter/front_matter.h"
#include "markup/frontmatter/front_matter_write.h"
#include "support.h"

static struct arena *arena;

static int setup(void **state) {
  (void)state;
  arena = arena_new(1 << 20);
  return arena ? 0 : -1;
}

static int teardown(void **state) {
  (void)state;
  arena_free(arena);
  return 0;
}

static struct front_matter reads(const char *text) {
  struct front_matter m = {0};
  struct parse_problem problem = {0};
  assert_err(front_matter_read(arena, text, strlen(text), &m, &problem), OK);
  return m;
}

static void is(
    const struct front_matter *m, size_t i, const char *date, const char *note) {
  assert_true(i < m->correction_count);
  assert_string_equal(m->corrections[i].date, date);
  assert_string_equal(m->corrections[i].note, note);
}

static void lists_have_many_forms(void **state) {
  (void)state;
  struct front_matter m = reads("---\n"
                                "corrections:\n"
                                "  - date: 2026-11-30\n"
                                "    note: \"Wrong: 1911.\"\n"
                                "    changes: ['in <del>1911</del>']\n"
                                "  - 2026-11-29: The year.\n"
                                "  - \"2026-11-28 09:30: At six: not seven\"\n"
                                "  - {published: 2026-11-27, text: Hm}\n"
                                "---\n");
  assert_null(m.notes);
  assert_int_equal(m.correction_count, 4);
  is(&m, 0, "2026-11-30", "Wrong: 1911.");
  assert_true(m.corrections[0].has_changes && m.corrections[0].changes.count == 1);
  assert_int_equal(m.corrections[0].line, 3);
  is(&m, 1, "2026-11-29", "The year.");
  is(&m, 2, "2026-11-28 09:30", "At six: not seven");
  is(&m, 3, "2026-11-27", "Hm");
  assert_true(m.line.corrections > 0);
}

static void one_needs_no_list(void **state) {
  (void)state;
  struct front_matter m = reads("---\ncorrection: '2026-11-30: The year.'\n---\n");
  is(&m, 0, "2026-11-30", "The year.");
  m = reads("---\ncorrections: {2026-11-30: One, 2026-12-01: Two}\n---\n");
  is(&m, 1, "2026-12-01", "Two");
  m = reads("+++\n[[corrections]]\ndate = 2026-11-30\nnote = \"The year.\"\n+++\n");
  is(&m, 0, "2026-11-30", "The year.");
  m = reads("---\ncorrections:\n---\n");
  assert_int_equal(m.correction_count, 0);
  assert_null(m.notes);
}

static void bad_ones_are_left_out_with_a_note(void **state) {
  static const char *const bad[] = {"The year was wrong.", "[2026-11-30]", "[[a]]",
      "[{note: x}]", "[{date: 2026-11-30}]", "[{date: 2026-02-31, note: x}]",
      "['2026-02-31: x']", "{date: soon, note: x}", "[{date: 2026-11-30, note: [x]}]"};
  char text[200];
  (void)state;
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    snprintf(text, sizeof text, "---\ncorrections: %s\n---\n", bad[i]);
    struct front_matter m = reads(text);
    if (m.correction_count || !m.notes)
      fail_msg("%s is a correction", bad[i]);
    assert_int_equal(m.notes->line, 2);
    assert_false(m.notes->hides);
  }
}

static void what_was_written_is_read(void **state) {
  struct buf out = {0};
  (void)state;
  struct front_matter m = reads("---\ncorrections:\n  - date: 2026-11-30T08:00:00Z\n"
                                "    note: 'Say \"x\": <b>\\u202e #no'\n"
                                "    changes: ['a <del>b: c</del>', 'd']\n---\n");
  front_matter_write(&m, &out);
  struct front_matter again = reads(buf_text(&out));
  assert_null(again.notes);
  is(&again, 0, m.corrections[0].date, m.corrections[0].note);
  assert_string_equal(
      again.corrections[0].changes.items[0], m.corrections[0].changes.items[0]);
  assert_int_equal(again.corrections[0].changes.count, 2);
  buf_free(&out);
}

static enum err read_once(void *context) {
  static const char text[] =
      "---\ncorrections: [{date: 2026-11-30, note: x, changes: [y]},"
      " '2026-11-29: z', w]\n---\n";
  struct front_matter m;
  struct parse_problem problem = {0};
  struct arena *a = arena_new(1 << 20);
  (void)context;
  enum err e =
      a ? front_matter_read(a, text, sizeof text - 1, &m, &problem) : ERR_NOMEM;
  arena_free(a);
  return e;
}

static void failing_memory_is_reported(void **state) {
  (void)state;
  assert_true(fail_alloc_each(read_once, NULL) > 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(lists_have_many_forms),
      TEST(one_needs_no_list),
      TEST(bad_ones_are_left_out_with_a_note),
      TEST(what_was_written_is_read),
      TEST(failing_memory_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
