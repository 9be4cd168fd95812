#include "fail_alloc.h"
#include "support.h"

#include "markup/rich/rich_code.h"

static void becomes(const struct rich_part *p, const char *answer, const char *want) {
  struct arena *a = arena_new(1 << 20);
  struct rich_runs runs = {0};
  struct buf b = {0};
  if (answer)
    assert_err(rich_code_read_runs(a, answer, strlen(p->text), &runs), OK);
  rich_code_put(&b, p, &runs);
  assert_string_equal(buf_text(&b), want);
  buf_free(&b);
  arena_free(a);
}

static struct rich_part code(const char *text, int first, const char *marked) {
  return (struct rich_part){.text = text, .first = first, .marked = marked};
}

static void kinds_become_classes(void **state) {
  struct rich_part p = code("int x = \"<\";\n", -1, "");
  (void)state;
  becomes(&p, "t 3\n- 5\ns 3\n- 2\n",
      "<span class=\"hl-t\">int</span> x = <span class=\"hl-s\">&quot;&lt;&quot;</span>;\n");
  becomes(&p, NULL, "int x = &quot;&lt;&quot;;\n");
}

static void lines_are_numbered_and_marked(void **state) {
  struct rich_part p = code("a\n/*\n*/\n", 9, "2");
  (void)state;
  becomes(&p, "- 2\nc 5\n- 1\n",
      "<span class=\"line\" data-line=\"9\">a\n</span>"
      "<span class=\"line marked\" data-line=\"10\"><span class=\"hl-c\">/*</span>\n</span>"
      "<span class=\"line\" data-line=\"11\"><span class=\"hl-c\">*/</span>\n</span>");
  p = code("a\n\nb", -1, "1,3-900");
  becomes(&p, NULL,
      "<span class=\"line marked\">a\n</span><span class=\"line\">\n</span>"
      "<span class=\"line marked\">b</span>");
  p = code("", 1, "");
  becomes(&p, NULL, "");
  p = code("a", -1, "x");
  becomes(&p, NULL, "<span class=\"line\">a</span>");
}

static void other_answers_are_refused(void **state) {
  static const char *const answers[] = {"?", "t 3", "t 4\n", "t 2\n", "x 3\n", "t -3\n",
      "t 1\n- 3\n", "t 0\nt 3\n", "tt 3\n", "t 3\n\n", "t 99999999999999999999\n",
      "<script>"};
  struct arena *a = arena_new(1 << 20);
  struct rich_runs runs;
  (void)state;
  for (size_t i = 0; i < sizeof answers / sizeof *answers; i++)
    assert_err(rich_code_read_runs(a, answers[i], 3, &runs), ERR_SYNTAX);
  arena_free(a);
}

static enum err read_runs(void *context) {
  struct arena *a = arena_new(1 << 20);
  struct rich_runs runs;
  (void)context;
  enum err e = a ? rich_code_read_runs(a, "t 1\nk 1\n", 2, &runs) : ERR_NOMEM;
  arena_free(a);
  return e;
}

static void survives_a_lack_of_memory(void **state) {
  (void)state;
  fail_alloc_each(read_runs, NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(kinds_become_classes),
      cmocka_unit_test(lines_are_numbered_and_marked),
      cmocka_unit_test(other_answers_are_refused),
      cmocka_unit_test(survives_a_lack_of_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
