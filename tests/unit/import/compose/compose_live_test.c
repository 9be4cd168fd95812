#include "import/compose/compose_live.h"

#include "base/limits.h"
#include "fail_alloc.h"
#include "support_import.h"

static void no_note(void *context, int line, const char *note) {
  (void)context, (void)line, (void)note;
}

static struct live_update composed(struct blog *b, int64_t id, const char *text) {
  struct parse_problem p;
  struct live_update u = {.source = text};
  if (compose_live(b->site, b->arena, id, &u, no_note, NULL, &p))
    fail_msg("%s", p.message);
  return u;
}

static int64_t saved(struct blog *b) {
  struct article_input input = support_article_input("one");
  return support_save(b, &input);
}

static void a_text_takes_the_steps_of_an_article(void **state) {
  struct blog *b = *state;
  int64_t id = saved(b);
  struct live_update u = composed(b, id, "A *boat*.\r\n\r\n<script>x</script>\n");
  assert_string_equal(u.source, "A *boat*.\n\n<script>x</script>");
  assert_string_equal(u.html, "<p>A <em>boat</em>.</p>\n\n");
  assert_null(u.rich);
  u = composed(b, id, "```c\nint x;\n```\n");
  assert_non_null(strstr(u.html, "int x;"));
  assert_non_null(u.rich);
  assert_non_null(strstr(u.rich, "class=\"hl-"));
}

static void what_is_not_allowed_is_refused(void **state) {
  struct blog *b = *state;
  struct parse_problem p;
  int64_t id = saved(b);
  char *longer = arena_alloc(b->arena, LIMIT_LIVE_UPDATE + 2),
       *title = arena_alloc(b->arena, LIMIT_TITLE + 2);
  memset(longer, 'x', LIMIT_LIVE_UPDATE + 1);
  memset(title, 'x', LIMIT_TITLE + 1);
  const struct {
    const char *title, *source, *says;
  } wrong[] = {{NULL, "", "the text is empty"}, {NULL, " \n\xe2\x80\x8b", "is empty"},
      {NULL, "a\xff", "not UTF-8"}, {NULL, "a\x1b[31m", "a control character"},
      {NULL, longer, "over 65525 characters"}, {title, "x", "over 1000 characters"},
      {"a\nb", "x", "a single line"}, {"a\xe2\x80\xae", "x", "a single line"},
      {"\xc3", "x", "a single line"}};
  for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
    struct live_update u = {.title = wrong[i].title, .source = wrong[i].source};
    assert_err(compose_live(b->site, b->arena, id, &u, no_note, NULL, &p), ERR_INVALID);
    if (!strstr(p.message, wrong[i].says))
      fail_msg("\"%s\" does not say \"%s\"", p.message, wrong[i].says);
  }
  longer[LIMIT_LIVE_UPDATE] = '\0';
  assert_int_equal(strlen(composed(b, id, longer).source), LIMIT_LIVE_UPDATE);
  struct live_update u = {.source = "x"};
  assert_err(compose_live(b->site, b->arena, 99, &u, no_note, NULL, &p), ERR_NOT_FOUND);
}

static void only_a_title_renders_nothing(void **state) {
  struct blog *b = *state;
  struct parse_problem p;
  struct live_update u = {.title = "High water"};
  assert_err(compose_live(b->site, b->arena, saved(b), &u, no_note, NULL, &p), OK);
  assert_null(u.html);
}

/* Next to the file that the post was imported from. */
static void pictures_are_found_next_to_the_file(void **state) {
  struct blog *b = *state;
  char *folder =
      support_import_folder("a.md", "---\ntitle: A\ndate: 2026-01-02\n---\nWords.\n");
  support_import_file(folder, "boat.png", "\x89PNG\r\n\x1a\nnot whole");
  int64_t id = support_import_one(b, folder, NULL);
  struct live_update u = composed(b, id, "![A boat](boat.png)");
  assert_non_null(strstr(u.html, "src=\"/media/boat"));
  u = composed(b, id, "![A boat](../../../etc/passwd)");
  assert_null(strstr(u.html, "/media/"));
  free(folder);
}

static enum err compose_once(void *context) {
  struct blog *b = context;
  struct arena *a = arena_new(1 << 20);
  struct parse_problem p;
  struct live_update u = {.title = "T", .source = "Words."};
  enum err e = a ? compose_live(b->site, a, 1, &u, no_note, NULL, &p) : ERR_NOMEM;
  arena_free(a);
  /* realpath has no memory: the error is that of the system. */
  return e == ERR_IO ? ERR_NOMEM : e;
}

static void memory_may_fail(void **state) {
  saved(*state);
  assert_true(fail_alloc_each(compose_once, *state) > 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_text_takes_the_steps_of_an_article),
      support_site_test(what_is_not_allowed_is_refused),
      support_site_test(only_a_title_renders_nothing),
      support_site_test(pictures_are_found_next_to_the_file),
      support_site_test(memory_may_fail),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
