#include "import/threads/import_threads_comments.h"

#include "import/threads/import_threads.h"
#include "support.h"

static struct buf seen;

static void keep(void *context, enum import_event event, const char *file, int line,
    const char *message) {
  (void)context;
  (void)event;
  (void)file;
  (void)line;
  buf_printf(&seen, "%s\n", message);
}

struct fixture {
  struct import_run run;
  struct import_file file;
  struct import_threads threads;
  struct import_comments out;
};

static struct import_thread_comment comment(const char *id, const char *parent) {
  return (struct import_thread_comment){.thread = "t",
      .id = id,
      .parent = parent,
      .author = "Ada",
      .email = "",
      .url = "",
      .text = "text",
      .date = 1000,
      .render = comment_render_html};
}

static void make(struct fixture *f, struct import_thread_comment *items, size_t n) {
  struct import_thread_ref from[20];
  *f = (struct fixture){
      .run = {.report = keep, .arena = arena_new(1 << 20)}, .file = {.path = "x.xml"}};
  assert_err(import_threads_open(&f->threads, &f->run, &f->file, "disqus"), OK);
  for (size_t i = 0; i < n; i++) {
    items[i].order = i;
    items[i].line = (int)i + 1;
    from[i].comment = &items[i];
  }
  assert_err(
      import_threads_comments(&f->threads, f->threads.arena, from, n, 77, &f->out), OK);
  import_left_report(&f->run, f->threads.left, &f->file);
}

static void done(struct fixture *f) {
  import_threads_close(&f->threads);
  arena_free(f->run.arena);
  buf_free(&seen);
}

static const char *parent_of(const struct import_comments *all, size_t i) {
  size_t at = all->items[i].parent;
  return at == SIZE_MAX ? "" : all->items[at].comment.source_key;
}

static void replies_keep_their_parents(void **state) {
  struct fixture f;
  struct import_thread_comment items[] = {
      comment("9", "10"), comment("10", ""), comment("11", "9"), comment("12", "77")};
  (void)state;
  items[1].date = 500;
  make(&f, items, 4);
  assert_int_equal(f.out.count, 4);
  assert_string_equal(f.out.items[0].comment.source_key, "disqus:10");
  assert_string_equal(f.out.items[1].comment.source_key, "disqus:9");
  assert_string_equal(parent_of(&f.out, 1), "disqus:10");
  assert_string_equal(parent_of(&f.out, 2), "disqus:9");
  /* Its parent is missing in the export. */
  assert_string_equal(parent_of(&f.out, 3), "");
  assert_string_equal(buf_text(&seen), "");
  done(&f);
}

static void replies_to_what_is_left_out_move_up(void **state) {
  struct fixture f;
  struct import_thread_comment items[] = {comment("a", ""), comment("b", "a"),
      comment("c", "b"), comment("d", "c"), comment("e", "e"), comment("f", "g"),
      comment("g", "f")};
  (void)state;
  items[1].is_deleted = true;
  items[2].text = " \n";
  make(&f, items, 7);
  assert_int_equal(f.out.count, 5);
  assert_string_equal(f.out.items[1].comment.source_key, "disqus:d");
  assert_string_equal(parent_of(&f.out, 1), "disqus:a");
  assert_string_equal(buf_text(&seen),
      "ignored: comments that were deleted (1, first on line 2)\n"
      "ignored: comments that are empty or over 65525 characters long (1, first on line"
      " 3)\n");
  done(&f);
}

static void fields_are_repaired(void **state) {
  struct fixture f;
  struct import_thread_comment items[] = {comment("1", ""), comment("2", ""),
      comment("3", ""), comment("4", ""), comment("4", "")};
  (void)state;
  items[0].author = "";
  items[0].email = "nonsense";
  items[0].url = "javascript:alert(1)";
  items[1].author = "ada@example.org";
  items[1].url = "www.example.org";
  items[1].text = "a\r\nb\x01";
  items[2].author = "\xe2\x80\xaeoops";
  items[2].date = 0;
  make(&f, items, 5);
  assert_int_equal(f.out.count, 4);
  const struct import_comment *by_key[4];
  for (size_t i = 0; i < 4; i++)
    by_key[f.out.items[i].comment.source_key[7] - '1'] = &f.out.items[i];
  assert_string_equal(by_key[0]->comment.author, "Anonymous");
  assert_string_equal(by_key[0]->email, "");
  assert_string_equal(by_key[0]->comment.url, "");
  assert_string_equal(by_key[1]->comment.author, "ada");
  assert_string_equal(by_key[1]->comment.url, "https://www.example.org");
  assert_string_equal(by_key[1]->comment.source, "a\nb");
  assert_string_equal(by_key[2]->comment.author, "Anonymous");
  assert_non_null(strstr(buf_text(&seen), "invalid email addresses"));
  assert_non_null(strstr(buf_text(&seen), "invalid websites"));
  assert_non_null(strstr(buf_text(&seen), "invalid dates"));
  assert_int_equal(by_key[2]->comment.created_at, 1000);
  assert_non_null(strstr(buf_text(&seen), "cannot be shown"));
  assert_non_null(strstr(buf_text(&seen), "there twice (1, first on line 5)"));
  done(&f);
}

static void a_comment_without_a_date_has_that_of_the_one_before_it(void **state) {
  struct fixture f;
  struct import_thread_comment items[] = {
      comment("5", ""), comment("4", ""), comment("3", "4"), comment("2", "")};
  static const int64_t dates[] = {77, 300, 300, 500};
  (void)state;
  items[0].date = items[2].date = 0;
  items[1].date = 300;
  items[3].date = 500;
  make(&f, items, 4);
  assert_int_equal(f.out.count, 4);
  for (size_t i = 0; i < 4; i++)
    assert_int_equal(f.out.items[i].comment.created_at, dates[i]);
  assert_string_equal(f.out.source, "disqus:");
  done(&f);
}

static void a_picture_stays_as_a_link(void **state) {
  struct fixture f;
  struct import_thread_comment items[] = {comment("1", ""), comment("2", "")};
  (void)state;
  items[0].text = "<p><img src=\"https://pictures.example/a.jpg\"></p>";
  items[1].text = "![](https://pictures.example/<img src=x>)";
  items[1].render = comment_render_markdown;
  make(&f, items, 2);
  assert_non_null(
      strstr(f.out.items[0].comment.html, "href=\"https://pictures.example/a.jpg\""));
  assert_null(strstr(f.out.items[0].comment.html, "<img"));
  assert_string_equal(f.out.items[1].comment.source, items[1].text);
  done(&f);
}

/* What it says tells a comment without an ID from others, in each import. */
static void a_comment_needs_no_id(void **state) {
  struct fixture f;
  struct import_thread_comment items[] = {comment("", ""), comment("", "")};
  (void)state;
  items[1].text = "other";
  make(&f, items, 2);
  assert_int_equal(f.out.count, 2);
  const char *one = f.out.items[0].comment.source_key,
             *two = f.out.items[1].comment.source_key;
  assert_true(strncmp(one, "disqus:text:", 12) == 0 && strlen(one) > 30);
  assert_string_not_equal(one, two);
  done(&f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(replies_keep_their_parents),
      cmocka_unit_test(replies_to_what_is_left_out_move_up),
      cmocka_unit_test(fields_are_repaired),
      cmocka_unit_test(a_comment_without_a_date_has_that_of_the_one_before_it),
      cmocka_unit_test(a_picture_stays_as_a_link),
      cmocka_unit_test(a_comment_needs_no_id),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
