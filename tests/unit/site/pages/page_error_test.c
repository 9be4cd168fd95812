#include "site/pages/page_error.h"

#include "page_support.h"

static const char *render(struct blog *b, const struct page_failure *failure) {
  struct buf out = {0};
  assert_err(page_error_render(b->web, b->arena, failure, &out), OK);
  const char *text = arena_strdup(b->arena, buf_text(&out));
  buf_free(&out);
  return text;
}

static void a_bad_link_gets_suggestions(void **state) {
  struct blog *b = *state;
  page_save_at(b, "lighthouse", SUPPORT_DATE);
  const char *text =
      render(b, &(struct page_failure){
                    .why = ERR_NOT_FOUND, .status = 404, .path = "/lighthuose/"});
  assert_has(text, "href=\"/2026/01/lighthouse/\"");
  assert_has(text, "value=\"lighthuose\"");
  text = render(b,
      &(struct page_failure){.why = ERR_GONE, .status = 410, .path = "/lighthuose/"});
  assert_lacks(text, "class=\"near\"");
}

static void an_unknown_status_has_a_text(void **state) {
  const char *text =
      render(*state, &(struct page_failure){.why = ERR_IO, .status = 599});
  assert_has(text, "599");
  assert_has(text, "<h1>");
}

static void a_comment_is_not_lost(void **state) {
  const char *text = render(*state,
      &(struct page_failure){
          .why = ERR_FULL, .status = 503, .incident = "abc123", .kept = "My <words>"});
  assert_has(text, "My &lt;words&gt;");
  assert_has(text, "abc123");
}

/* Without a menu: the database is not asked. */
static void a_flood_is_answered_from_memory(void **state) {
  struct blog *b = *state;
  struct view_form form = {.article_id = 3, .comment = "My <words>"};
  page_save_at(b, "lighthouse", SUPPORT_DATE);
  const char *text = render(b, &(struct page_failure){.why = ERR_IO, .status = 503});
  assert_has(text, "type=\"application/rss+xml\"");
  text = render(
      b, &(struct page_failure){
             .why = ERR_OVERLOAD, .status = 503, .kept = form.comment, .form = &form});
  assert_lacks(text, "type=\"application/rss+xml\"");
  assert_has(text, "Too many forms");
  assert_has(text, "action=\"/comment/#respond\"");
  assert_has(text, "src=\"/assets/remember");
  assert_has(text, "My &lt;words&gt;");
}

static enum err render_once(void *context) {
  struct blog *b = context;
  struct arena *a = arena_new(1 << 20);
  struct buf out = {0};
  const struct page_failure failure = {
      .why = ERR_NOT_FOUND, .status = 404, .path = "/x/"};
  enum err e = a ? page_error_render(b->web, a, &failure, &out) : ERR_NOMEM;
  buf_free(&out);
  arena_free(a);
  return e;
}

/* With little memory the page loses its menu first, but there is a page. */
static void failing_memory_is_reported(void **state) {
  assert_true(fail_alloc_each(render_once, *state) > 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_bad_link_gets_suggestions),
      support_site_test(an_unknown_status_has_a_text),
      support_site_test(a_comment_is_not_lost),
      support_site_test(a_flood_is_answered_from_memory),
      support_site_test(failing_memory_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
