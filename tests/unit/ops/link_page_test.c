#include "ops/link_page.h"

#include "base/percent.h"
#include "fail_alloc.h"
#include "site/cache/page_each.h"
#include "site/pages/page.h"
#include "site/site_open.h"
#include "support_site.h"

static void load(struct blog *b) {
  char why[512] = "";
  assert_err(site_load_theme(b->site, why, sizeof why), OK);
}

static void assert_place(struct link_pages *l, struct blog *b, const char *path,
    const char *fragment, enum link_problem problem) {
  /* The second time from memory. */
  for (int i = 0; i < 2; i++) {
    struct link_place p = {LINK_FINE, 0, NULL};
    assert_err(link_page_find(l, b->arena, path, fragment, &p), OK);
    if (p.problem != problem)
      fail_msg("%s#%s: %d", path, fragment, (int)p.problem);
    assert_int_equal(p.article, 0);
  }
}

static void elements_of_lists_are_known(void **state) {
  struct blog *b = *state;
  struct link_pages l = {.site = b->site, .kept = b->arena};
  struct article_input a = support_article_input("one");
  support_save(b, &a);
  load(b);
  assert_place(&l, b, "/", "content", LINK_FINE);
  assert_place(&l, b, "/", "top", LINK_FINE);
  assert_place(&l, b, "/", ":~:text=x", LINK_FINE);
  assert_place(&l, b, "/", "nothing", LINK_NO_ANCHOR);
  assert_place(&l, b, "/archives/", "nothing", LINK_NO_ANCHOR);
  assert_place(&l, b, "/2026/", "comment-1", LINK_NO_ANCHOR);
  link_pages_end(&l);
}

/* Other checks say whether these exist. */
static void what_is_no_page_is_not_judged(void **state) {
  struct blog *b = *state;
  struct link_pages l = {.site = b->site, .kept = b->arena};
  load(b);
  assert_place(&l, b, "/nothing/", "x", LINK_FINE);
  assert_place(&l, b, "/feed/", "x", LINK_FINE);
  assert_place(&l, b, "/media/a.pdf", "page=3", LINK_FINE);
  assert_place(&l, b, "/%ff/", "x", LINK_FINE);
  link_pages_end(&l);
}

static void without_a_theme_nothing_is_judged(void **state) {
  struct blog *b = *state;
  struct link_pages l = {.site = b->site, .kept = b->arena};
  assert_place(&l, b, "/", "nothing", LINK_FINE);
  link_pages_end(&l);
}

struct every {
  struct blog *blog;
  struct link_look *look;
  size_t count;
};

static enum err look_at(void *context, const char *path) {
  struct every *v = context;
  struct link_place p = {LINK_LOOP, 0, NULL};
  const struct url_here u = {percent_encode(v->blog->arena, path), NULL, NULL};
  assert_err(link_look_find(v->look, v->blog->arena, &u, &p), OK);
  if (p.problem != LINK_FINE)
    fail_msg("%s: %d", path, (int)p.problem);
  v->count++;
  return OK;
}

/* The table of page kinds says which pages there are: a new kind is in it. */
static void every_page_of_the_site_is_a_good_link(void **state) {
  struct blog *b = *state;
  struct link_look l;
  struct every v = {b, &l, 0};
  static const char *const names[] = {"Tide \xc3\xa4", "b"};
  struct article_input a = support_article_input("one"),
                       c = support_article_input("two");
  support_categories(&a, names, 2);
  support_tags(&a, names, 2);
  int64_t id = support_save(b, &a);
  support_save(b, &c);
  support_comment(b, id, 0, COMMENT_APPROVE);
  load(b);
  link_look_begin(b->site, b->arena, &l);
  assert_err(page_each(b->site, true, look_at, &v), OK);
  assert_true(v.count > 20);
  link_look_end(&l);
}

static enum err find_once(void *context) {
  struct blog *b = context;
  struct link_pages l = {.site = b->site, .kept = b->arena};
  struct link_place p = {LINK_FINE, 0, NULL};
  enum err e = link_page_find(&l, b->arena, "/", "nothing", &p);
  link_pages_end(&l);
  if (!e && p.problem != LINK_NO_ANCHOR)
    e = ERR_INTERNAL;
  return e;
}

static void a_failed_allocation_is_reported(void **state) {
  load(*state);
  fail_alloc_each(find_once, *state);
}

int main(void) {
  const struct CMUnitTest tests[] = {support_site_test(elements_of_lists_are_known),
      support_site_test(what_is_no_page_is_not_judged),
      support_site_test(without_a_theme_nothing_is_judged),
      support_site_test(every_page_of_the_site_is_a_good_link),
      support_site_test(a_failed_allocation_is_reported)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
