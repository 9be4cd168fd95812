#include "import/hosted/import_hosted_post.h"

#include "markup/frontmatter/front_matter.h"
#include "support.h"

static struct front_matter read_back(
    struct arena *a, const struct import_hosted_post *post) {
  struct import_work w = {.arena = a};
  struct front_matter m = {0};
  struct parse_problem problem = {0};
  char *text = NULL;
  size_t size = 0;
  assert_err(import_hosted_post_write(&w, post, &text, &size), OK);
  assert_true(w.is_converted);
  assert_int_equal(size, strlen(text));
  assert_err(front_matter_read(a, text, size, &m, &problem), OK);
  assert_null(m.notes);
  assert_string_equal(text + m.body, post->body);
  return m;
}

static void everything_is_read_back(void **state) {
  struct arena *a = arena_new(1 << 20);
  static const char *const tags[] = {"Low, tide", "Sea"};
  (void)state;
  struct front_matter m =
      read_back(a, &(struct import_hosted_post){.title = "A \"b\"\n{c",
                       .name = "Low Tide!",
                       .excerpt = "x: y",
                       .author = "Ann 🌊",
                       .date = "2024-03-10T12:00:00.000Z",
                       .url = "https://x.org/p/low-tide",
                       .tags = tags,
                       .tag_count = 2,
                       .is_page = true,
                       .is_draft = true,
                       .body = "<p>---\n</p>"});
  assert_string_equal(m.title, "A \"b\" {c");
  assert_string_equal(m.slug, "low-tide");
  assert_string_equal(m.excerpt, "x: y");
  assert_string_equal(m.author, "Ann 🌊");
  assert_string_equal(m.url, "https://x.org/p/low-tide");
  assert_string_equal(m.type, "page");
  assert_string_equal(m.status, "draft");
  assert_int_equal(m.tags.count, 2);
  assert_string_equal(m.tags.items[0], "Low, tide");
  arena_free(a);
}

static void what_is_not_known_is_left_out(void **state) {
  struct arena *a = arena_new(1 << 20);
  (void)state;
  struct front_matter m =
      read_back(a, &(struct import_hosted_post){.name = "feed", .body = ""});
  assert_string_equal(m.title, "feed");
  /* The site uses that slug itself. */
  assert_null(m.slug);
  assert_null(m.date);
  assert_null(m.status);
  arena_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(everything_is_read_back),
      cmocka_unit_test(what_is_not_known_is_left_out),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
