#include "site/pages/page_person.h"

#include "page_support.h"

static void the_page_is_not_for_search_engines(void **state) {
  struct blog *b = *state;
  struct buf out = {0};
  const struct page_person p = {.stage = VIEW_PERSON_ASK,
      .fault = MESSAGE_error_email_malformed,
      .done = MESSAGE_COUNT};
  assert_err(page_person_render(b->web, b->arena, &p, &out), OK);
  assert_has(buf_text(&out), "noindex");
  assert_has(buf_text(&out), "Please enter a valid email address");
  assert_lacks(buf_text(&out), "role=\"status\"");
  buf_free(&out);
}

static enum err render_once(void *context) {
  struct blog *b = context;
  struct arena *a = arena_new(1 << 20);
  struct buf out = {0};
  const struct page_person p = {.stage = VIEW_PERSON_DONE,
      .fault = MESSAGE_COUNT,
      .done = MESSAGE_privacy_done_delete};
  enum err e = a ? page_person_render(b->web, a, &p, &out) : ERR_NOMEM;
  buf_free(&out);
  arena_free(a);
  return e;
}

static void without_memory_nothing_is_added(void **state) {
  fail_alloc_each(render_once, *state);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(the_page_is_not_for_search_engines),
      support_site_test(without_memory_nothing_is_added),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
