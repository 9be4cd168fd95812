#include "markup/frontmatter/front_matter_write.h"

#include "support.h"

static struct arena *arena;

static int set_up(void **state) {
  (void)state;
  arena = arena_new(16 << 20);
  return arena ? 0 : -1;
}

static int tear_down(void **state) {
  (void)state;
  arena_free(arena);
  return 0;
}

static char *written(const struct front_matter *m) {
  struct buf out = {0};
  front_matter_write(m, &out);
  return support_take(&out);
}

static struct front_matter again(const struct front_matter *m) {
  struct front_matter f = {0};
  struct parse_problem p = {0};
  char *text = written(m);
  if (front_matter_read(arena, text, strlen(text), &f, &p))
    fail_msg("%s\n%s", p.message, text);
  assert_int_equal(f.body, strlen(text));
  free(text);
  return f;
}

static void output_reads_like_an_authors_text(void **state) {
  static const char *const tags[] = {"tides", "a, b"};
  static int lines[2];
  (void)state;
  struct front_matter m = {.title = "Low tide",
      .date = "2026-11-24T09:30:00+01:00",
      .status = "publish",
      .tags = {(const char **)tags, lines, 2},
      .comments = 0,
      .sticky = true,
      .math = false,
      .line.math = 7};
  char *text = written(&m);
  assert_string_equal(text, "---\n"
                            "title: Low tide\n"
                            "date: 2026-11-24T09:30:00+01:00\n"
                            "status: publish\n"
                            "tags: [tides, \"a, b\"]\n"
                            "sticky: true\n"
                            "math: false\n"
                            "comments: false\n"
                            "---\n");
  free(text);
}

/* YAML would read some of these titles as another type. */
static void every_text_is_read_back(void **state) {
  static const char *const texts[] = {"a", "null", "~", "yes", "No", "2026", "1e3", "-",
      "- a", "a: b", "a #b", "#a", "'a'", "\"a\"", "a\\b", "[a]", "{a}", "& a", "*a",
      "!a", "|", ">", "%a", "@a", "`a", "a,b", "? a", "---", "...", "a:", "潮汐 🌊",
      "a\xef\xbb\xbfz", "\xef\xbf\xbe", "\xc2\xa0x", "2026-11-24", "=1+1"};
  (void)state;
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    const char *one[] = {texts[i], texts[i]};
    int lines[2] = {0};
    struct front_matter m = {.title = texts[i],
        .author = texts[i],
        .categories = {one, lines, 2},
        .comments = -1};
    struct front_matter f = again(&m);
    assert_string_equal(f.title, texts[i]);
    assert_string_equal(f.author, texts[i]);
    assert_int_equal(f.categories.count, 2);
    assert_string_equal(f.categories.items[1], texts[i]);
  }
}

static void all_members_are_read_back(void **state) {
  (void)state;
  struct front_matter m = {.title = "T",
      .slug = "t",
      .author = "Ada",
      .lang = "pt-BR",
      .excerpt = "What: it says",
      .date = "2026-11-24",
      .updated = "2026-11-25",
      .expires = "2027-01-01",
      .type = "page",
      .status = "withdrawn",
      .parent = "a/b",
      .menu_order = -3,
      .in_menu = true,
      .comments = 1};
  struct front_matter f = again(&m);
  assert_string_equal(f.slug, m.slug);
  assert_string_equal(f.lang, m.lang);
  assert_string_equal(f.excerpt, m.excerpt);
  assert_string_equal(f.date, m.date);
  assert_string_equal(f.updated, m.updated);
  assert_string_equal(f.expires, m.expires);
  assert_string_equal(f.type, m.type);
  assert_string_equal(f.status, m.status);
  assert_string_equal(f.parent, m.parent);
  assert_int_equal(f.menu_order, -3);
  assert_true(f.in_menu && !f.sticky && f.comments == 1);
}

/* An invalid date must not become additional keys. */
static void a_value_stays_on_its_line(void **state) {
  (void)state;
  struct front_matter m = {.date = "2026\nslug: x", .comments = -1};
  char *text = written(&m);
  assert_null(strstr(text, "\nslug"));
  free(text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(
          output_reads_like_an_authors_text, set_up, tear_down),
      cmocka_unit_test_setup_teardown(every_text_is_read_back, set_up, tear_down),
      cmocka_unit_test_setup_teardown(all_members_are_read_back, set_up, tear_down),
      cmocka_unit_test_setup_teardown(a_value_stays_on_its_line, set_up, tear_down),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
