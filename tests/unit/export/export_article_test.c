#include "export/export_article.h"

#include "export_support.h"
#include "fail_alloc.h"

static void times_keep_microseconds(void **state) {
  struct blog *b = *state;
  assert_null(export_time(b->arena, 0));
  assert_has(export_time(b->arena, SUPPORT_DATE), "2026-01-01T");
  assert_lacks(export_time(b->arena, SUPPORT_DATE), ".");
  assert_has(export_time(b->arena, SUPPORT_DATE + 250000), ".250000");
  /* Before 1970 the remainder is negative. */
  assert_has(export_time(b->arena, -1), ".999999");
}

static void an_article_has_what_an_import_cannot_derive(void **state) {
  static const char *const aliases[] = {"/old/"};
  struct blog *b = *state;
  struct export x = {.site = b->site, .personal = true, .spam = true};
  struct export_article found;
  struct article_input input = support_article_input("one");
  support_aliases(&input, aliases, 1);
  int64_t id = support_save(b, &input);
  int64_t first = support_comment(b, id, 0, COMMENT_APPROVE);
  support_comment(b, id, first, COMMENT_TRASH);
  assert_err(export_article_read(&x, b->arena, id, &found), OK);
  assert_int_equal(found.text.matter.article_id, id);
  assert_string_equal(found.text.matter.slug, "one");
  assert_int_equal(found.text.matter.aliases.count, 1);
  assert_string_equal(found.text.matter.aliases.items[0], "/old/");
  assert_string_equal(found.text.body, "Words.");
  assert_false(found.is_html);
  assert_int_equal(found.comment_count, 2);
  assert_int_equal(found.comments[0].row.id, first);
  assert_string_equal(found.comments[0].email, "ada@example.org");
  x.personal = false;
  assert_err(export_article_read(&x, b->arena, id, &found), OK);
  assert_string_equal(found.comments[0].email, "");
  assert_err(export_article_read(&x, b->arena, 99, &found), ERR_NOT_FOUND);
}

/* A reply to spam becomes a reply to what the spam replied to. */
static void spam_and_trash_are_left_out(void **state) {
  struct blog *b = *state;
  struct export x = {.site = b->site};
  struct export_article found;
  struct article_input input = support_article_input("one");
  int64_t id = support_save(b, &input);
  int64_t first = support_comment(b, id, 0, COMMENT_APPROVE);
  int64_t spam = support_comment(b, id, first, COMMENT_SPAM);
  int64_t trash = support_comment(b, id, spam, COMMENT_TRASH);
  int64_t reply = support_comment(b, id, trash, COMMENT_HOLD);
  assert_err(export_article_read(&x, b->arena, id, &found), OK);
  assert_int_equal(found.comment_count, 2);
  assert_int_equal(found.comments[0].row.id, first);
  assert_int_equal(found.comments[1].row.id, reply);
  assert_int_equal(found.comments[1].row.parent_id, first);
  x.spam = true;
  assert_err(export_article_read(&x, b->arena, id, &found), OK);
  assert_int_equal(found.comment_count, 4);
  assert_int_equal(found.comments[3].row.parent_id, trash);
}

static void no_newline_is_added_to_a_body(void **state) {
  struct blog *b = *state;
  struct export x = {.site = b->site};
  struct export_article found;
  struct article_input input = support_article_input("one");
  int64_t id = support_save(b, &input);
  assert_err(export_article_read(&x, b->arena, id, &found), OK);
  const char *text = export_article_text(b->arena, &found.text);
  assert_string_equal(text + strlen(text) - strlen("\nWords."), "\nWords.");
  found.text.body = "Words.\n";
  text = export_article_text(b->arena, &found.text);
  assert_string_equal(text + strlen(text) - strlen("\nWords.\n"), "\nWords.\n");
}

struct visits {
  struct export x;
  int count;
  int notes;
  enum err result;
};

static enum err on_article(
    void *context, struct arena *a, const struct export_article *article) {
  struct visits *v = context;
  (void)a;
  v->count++;
  assert_int_equal(article->text.row.id, v->count);
  return v->result;
}

static void on_note(void *context, int64_t id, const char *note) {
  struct visits *v = context;
  assert_int_equal(id, 2);
  assert_non_null(note);
  v->notes++;
}

/* Adds three articles. The HTML of the second cannot come from its source. */
static void add_articles(struct blog *b) {
  for (int i = 1; i <= 3; i++) {
    char slug[20];
    snprintf(slug, sizeof slug, "p%d", i);
    struct article_input input = support_article_input(slug);
    if (i == 2)
      input.html = "<p><a href=\"/elsewhere/\">Other</a></p>";
    support_save(b, &input);
  }
}

static void each_article_is_visited_by_id(void **state) {
  struct blog *b = *state;
  struct visits v = {.x = {.site = b->site, .note = on_note, .context = &v}};
  add_articles(b);
  assert_err(export_each(&v.x, on_article, &v), OK);
  assert_int_equal(v.count, 3);
  assert_int_equal(v.x.total.articles, 3);
  assert_int_equal(v.notes, 1);
}

static void an_error_or_a_stop_ends_the_visits(void **state) {
  struct blog *b = *state;
  struct visits v = {.x = {.site = b->site}, .result = ERR_FULL};
  add_articles(b);
  assert_err(export_each(&v.x, on_article, &v), ERR_FULL);
  assert_int_equal(v.count, 1);
  assert_int_equal(v.x.total.articles, 0);
  assert_false(export_is_stopped(&v.x));
  v.x.stop = export_support_stop;
  assert_true(export_is_stopped(&v.x));
  assert_err(export_each(&v.x, on_article, &v), ERR_CLOSED);
  assert_int_equal(v.count, 1);
}

static enum err visit_all(void *context) {
  struct blog *b = context;
  struct visits v = {.x = {.site = b->site}};
  return export_each(&v.x, on_article, &v);
}

static void a_failed_allocation_is_reported(void **state) {
  struct blog *b = *state;
  add_articles(b);
  support_comment(b, 1, 0, COMMENT_APPROVE);
  fail_alloc_each(visit_all, b);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(times_keep_microseconds),
      support_site_test(an_article_has_what_an_import_cannot_derive),
      support_site_test(spam_and_trash_are_left_out),
      support_site_test(no_newline_is_added_to_a_body),
      support_site_test(each_article_is_visited_by_id),
      support_site_test(an_error_or_a_stop_ends_the_visits),
      support_site_test(a_failed_allocation_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
