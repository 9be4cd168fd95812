#include "site/pages/page_preview.h"

#include "base/clock.h"
#include "page_support.h"

static void a_draft_is_shown_as_it_will_be(void **state) {
  struct blog *b = *state;
  struct buf out = {0};
  const char *moved = "x";
  struct article_input d = support_article_input("one");
  d.status = ARTICLE_DRAFT;
  d.title = "Low tide";
  d.html = "<h2>Mud</h2><p>Worms.</p>";
  int64_t id = support_save(b, &d);
  assert_err(page_preview_render(b->web, b->arena, id, 0, &moved, &out), OK);
  assert_null(moved);
  assert_has(buf_text(&out), "Low tide");
  assert_has(buf_text(&out), "<p>Worms.</p>");
  assert_has(
      buf_text(&out), "Preview: this article is not published. The link expires on ");
  assert_has(buf_text(&out), "<meta name=\"robots\" content=\"noindex\">");
  assert_null(strstr(buf_text(&out), "canonical"));
  assert_null(strstr(buf_text(&out), "commentform"));
  assert_null(strstr(buf_text(&out), "og:"));
  buf_free(&out);
}

static void a_public_article_has_its_own_page(void **state) {
  struct blog *b = *state;
  struct buf out = {0};
  const char *moved = NULL;
  struct article_input d = support_article_input("one");
  int64_t id = support_save(b, &d);
  assert_err(page_preview_render(b->web, b->arena, id, 0, &moved, &out), OK);
  assert_string_equal(moved, support_article(b, id).permalink);
  assert_int_equal(out.len, 0);
  assert_err(page_preview_render(b->web, b->arena, 99, 0, &moved, &out), ERR_NOT_FOUND);
  buf_free(&out);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_draft_is_shown_as_it_will_be),
      support_site_test(a_public_article_has_its_own_page),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
