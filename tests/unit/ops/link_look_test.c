#include "ops/link_look.h"

#include "db/model/redirect.h"
#include "fail_alloc.h"
#include "support_site.h"

static const char *const redirects[][2] = {{"/old/", "/2026/01/one/"},
    {"/older/", "/old/"}, {"/lost/", "/2026/01/none/"}, {"/a/", "/b/"}, {"/b/", "/a/"},
    {"/away/", "https://elsewhere.example/x"}, {"/photo/", "/media/none.jpg"},
    {"/map/", "/sitemap.xml"}};

static enum err add_redirects(struct db *s, void *context) {
  enum err e = OK;
  (void)context;
  for (size_t i = 0; !e && i < sizeof redirects / sizeof *redirects; i++)
    e = redirect_set(s, redirects[i][0], redirects[i][1]);
  return e;
}

static int64_t fill(struct blog *b) {
  struct article_input a = support_article_input("one");
  support_write(b->site->dir, "media/IMG_1.JPG", "x");
  assert_err(txn_write(b->site->db, add_redirects, NULL), OK);
  return support_save(b, &a);
}

/* Asked twice: what is remembered must be the same. */
static void assert_look(struct link_look *l, struct blog *b, const char *path,
    const char *query, enum link_problem problem, const char *better) {
  for (int i = 0; i < 2; i++) {
    const struct url_here u = {path, query, NULL};
    struct link_place p = {LINK_FINE, -1, NULL};
    assert_err(link_look_find(l, b->arena, &u, &p), OK);
    if (p.problem != problem)
      fail_msg("%s: %d", path, (int)p.problem);
    if (better)
      assert_string_equal(p.better, better);
    else
      assert_null(p.better);
  }
}

static void places_are_judged(void **state) {
  struct blog *b = *state;
  struct link_look l;
  int64_t id = fill(b);
  link_look_begin(b->site, b->arena, &l);
  const struct url_here one = {"/2026/01/one/", NULL, NULL};
  struct link_place p = {LINK_MISSING, 0, NULL};
  assert_err(link_look_find(&l, b->arena, &one, &p), OK);
  assert_int_equal(p.problem, LINK_FINE);
  assert_int_equal(p.article, id);
  assert_look(&l, b, "/2026/", NULL, LINK_FINE, NULL);
  assert_look(&l, b, "/robots.txt", NULL, LINK_FINE, NULL);
  assert_look(&l, b, "/sitemap-articles-1.xml", NULL, LINK_FINE, NULL);
  assert_look(&l, b, "/comment/privacy/", NULL, LINK_FINE, NULL);
  assert_look(&l, b, "/2026/01/one", NULL, LINK_MOVED, "/2026/01/one/");
  assert_look(&l, b, "/", "p=1", LINK_MOVED, "/2026/01/one/");
  assert_look(&l, b, "/", "p=99", LINK_MISSING, NULL);
  assert_look(&l, b, "/2025/01/one.html", NULL, LINK_MISSING, "/2026/01/one/");
  assert_look(&l, b, "/2025/", NULL, LINK_MISSING, NULL);
  link_look_end(&l);
}

static void redirects_are_followed(void **state) {
  struct blog *b = *state;
  struct link_look l;
  fill(b);
  link_look_begin(b->site, b->arena, &l);
  assert_look(&l, b, "/older", NULL, LINK_MOVED, "/2026/01/one/");
  assert_look(&l, b, "/lost/", NULL, LINK_LOST, "/2026/01/none/");
  assert_look(&l, b, "/a/", NULL, LINK_LOOP, NULL);
  assert_look(&l, b, "/away/", NULL, LINK_MOVED, "https://elsewhere.example/x");
  assert_look(&l, b, "/photo/", NULL, LINK_LOST, "/media/none.jpg");
  assert_look(&l, b, "/map/", NULL, LINK_MOVED, "/sitemap.xml");
  link_look_end(&l);
}

static void files_are_looked_for(void **state) {
  struct blog *b = *state;
  struct link_look l;
  fill(b);
  link_look_begin(b->site, b->arena, &l);
  assert_look(&l, b, "/media/IMG_1.JPG", "v=2", LINK_FINE, NULL);
  assert_look(&l, b, "/media/IMG%5f1.JPG", NULL, LINK_FINE, NULL);
  assert_look(&l, b, "/media/img_1.jpg", NULL, LINK_NO_FILE, "/media/IMG_1.JPG");
  assert_look(&l, b, "/media/none/x.jpg", NULL, LINK_NO_FILE, NULL);
  assert_look(&l, b, "/media/", NULL, LINK_NO_FILE, NULL);
  assert_look(&l, b, "/media/..%2fsite.ini", NULL, LINK_NO_FILE, NULL);
  link_look_end(&l);
}

static enum err look_once(void *context) {
  struct blog *b = context;
  struct link_look l;
  static const struct url_here urls[] = {
      {"/older/", NULL, NULL}, {"/none/", "x", NULL}, {"/media/img_1.jpg", NULL, NULL}};
  struct arena *a = arena_new(1 << 20);
  enum err e = a ? OK : ERR_NOMEM;
  link_look_begin(b->site, a, &l);
  for (size_t i = 0; !e && i < sizeof urls / sizeof *urls; i++) {
    struct link_place p;
    e = link_look_find(&l, a, &urls[i], &p);
  }
  link_look_end(&l);
  arena_free(a);
  return e;
}

static void a_failed_allocation_is_reported(void **state) {
  fill(*state);
  fail_alloc_each(look_once, *state);
}

int main(void) {
  const struct CMUnitTest tests[] = {support_site_test(places_are_judged),
      support_site_test(redirects_are_followed),
      support_site_test(files_are_looked_for),
      support_site_test(a_failed_allocation_is_reported)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
