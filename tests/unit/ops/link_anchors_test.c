#include "ops/link_anchors.h"

#include "fail_alloc.h"
#include "support_site.h"

static const char text[] =
    "<h2>Über uns</h2><h2>Über uns</h2><p id=\"a b\">x</p>"
    "<p><sup><a href=\"#fn-1\" id=\"fnref-1\">1</a></sup></p>"
    "<ol><li id=\"fn-1\">Note</li></ol><pre><code>&lt;p id=&quot;code&quot;&gt;</code>"
    "</pre>";

static void assert_anchor(struct blog *b, int64_t article, const char *fragment,
    enum link_problem problem, const char *better) {
  struct link_anchors anchors;
  struct link_place p = {LINK_LOOP, 0, NULL};
  assert_err(link_anchors_read(b->arena, text, &anchors), OK);
  assert_err(link_anchors_find(b->site, b->arena, article, &anchors, fragment, &p), OK);
  if (p.problem != problem)
    fail_msg("%s: %d", fragment, (int)p.problem);
  if (better)
    assert_string_equal(p.better, better);
  else
    assert_null(p.better);
}

static void ids_of_the_text_are_found(void **state) {
  struct blog *b = *state;
  assert_anchor(b, 1, "", LINK_FINE, NULL);
  assert_anchor(b, 1, "Top", LINK_FINE, NULL);
  assert_anchor(b, 1, ":~:text=a%20b,c", LINK_FINE, NULL);
  assert_anchor(b, 1, "fn-1:~:text=x", LINK_FINE, NULL);
  assert_anchor(b, 1, "fnref-1", LINK_FINE, NULL);
  assert_anchor(b, 1,
      "\xc3\xbc"
      "ber-uns-1",
      LINK_FINE, NULL);
  assert_anchor(b, 1, "%c3%BCber-uns", LINK_FINE, NULL);
  assert_anchor(b, 1, "a%20b", LINK_FINE, NULL);
  assert_anchor(b, 1, "respond", LINK_FINE, NULL);
  assert_anchor(b, 1, "code", LINK_NO_ANCHOR, NULL);
  assert_anchor(b, 1, "fnref-2", LINK_NO_ANCHOR, "#fnref-1");
  /* IDs tell upper case from lower case. */
  assert_anchor(b, 1, "Fn-1", LINK_NO_ANCHOR, "#fn-1");
  assert_anchor(b, 1, "uber-uns-1", LINK_NO_ANCHOR, "#%C3%BCber-uns-1");
}

static void comments_are_found(void **state) {
  struct blog *b = *state;
  char at[40], page[80];
  struct article_input one = support_article_input("one");
  struct article_input two = support_article_input("two");
  int64_t id = support_save(b, &one), other = support_save(b, &two);
  int64_t shown = support_comment(b, id, 0, COMMENT_APPROVE);
  int64_t held = support_comment(b, id, 0, COMMENT_HOLD);
  snprintf(at, sizeof at, "comment-%lld", (long long)shown);
  assert_anchor(b, id, at, LINK_FINE, NULL);
  assert_anchor(b, other, at, LINK_NO_ANCHOR, NULL);
  snprintf(at, sizeof at, "comment-%lld", (long long)held);
  assert_anchor(b, id, at, LINK_NO_ANCHOR, NULL);
  assert_anchor(b, id, "comment-999", LINK_NO_ANCHOR, NULL);
  assert_anchor(b, id, "update-1", LINK_NO_ANCHOR, NULL);
  /* With one comment per page, the article shows the oldest. */
  b->site->settings.page_size = 1;
  int64_t newest = support_comment(b, id, 0, COMMENT_APPROVE);
  snprintf(at, sizeof at, "comment-%lld", (long long)shown);
  assert_anchor(b, id, at, LINK_FINE, NULL);
  snprintf(at, sizeof at, "comment-%lld", (long long)newest);
  snprintf(page, sizeof page, "/2026/01/one/comment-page-2/#comment-%lld",
      (long long)newest);
  assert_anchor(b, id, at, LINK_OTHER_PAGE, page);
}

static enum err find_once(void *context) {
  struct blog *b = context;
  struct link_anchors anchors;
  struct link_place p;
  struct arena *a = arena_new(1 << 20);
  enum err e = a ? link_anchors_read(a, text, &anchors) : ERR_NOMEM;
  if (!e)
    e = link_anchors_find(b->site, a, 1, &anchors, "fnref-2", &p);
  if (!e)
    e = link_anchors_find(b->site, a, 1, &anchors, "comment-1", &p);
  arena_free(a);
  return e;
}

static void a_failed_allocation_is_reported(void **state) {
  struct blog *b = *state;
  struct article_input one = support_article_input("one");
  support_comment(b, support_save(b, &one), 0, COMMENT_APPROVE);
  fail_alloc_each(find_once, b);
}

int main(void) {
  const struct CMUnitTest tests[] = {support_site_test(ids_of_the_text_are_found),
      support_site_test(comments_are_found),
      support_site_test(a_failed_allocation_is_reported)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
