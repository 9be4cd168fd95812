#include "site/publish/placement.h"

#include "db/model/path.h"
#include "support_site.h"

struct change {
  struct blog *blog;
  int64_t id;
  enum article_status status;
  const char *slug;
};

static enum err set(struct db *s, void *context) {
  const struct change *c = context;
  struct article r;
  enum err e = article_by_id(s, c->blog->arena, c->id, &r);
  return e ? e : placement_set(c->blog->site, c->blog->arena, &r, c->status, c->slug);
}

static void place(
    struct blog *b, int64_t id, enum article_status status, const char *slug) {
  struct change c = {b, id, status, slug};
  assert_err(txn_write(b->site->db, set, &c), OK);
}

static int64_t entries(struct blog *b) {
  return support_number(b, "SELECT count(*) FROM listing_entry");
}

static void withdrawing_removes_listings_and_answers_410(void **state) {
  struct blog *b = *state;
  struct path found;
  struct article_input in = support_article_input("tide");
  int64_t id = support_save(b, &in);
  assert_int_equal(entries(b), 3); /* home, all, author */
  place(b, id, ARTICLE_DRAFT, "tide");
  assert_int_equal(entries(b), 0);
  assert_err(path_find(b->site->db, "/2026/01/tide/", &found), OK);
  assert_int_equal(found.kind, PATH_GONE);
  place(b, id, ARTICLE_PUBLISH, "tide");
  assert_int_equal(entries(b), 3);
  assert_string_equal(support_article(b, id).permalink, "/2026/01/tide/");
}

static void a_new_slug_redirects_the_old_path(void **state) {
  struct blog *b = *state;
  struct path found;
  struct article_input in = support_article_input("tide");
  int64_t id = support_save(b, &in);
  place(b, id, ARTICLE_PUBLISH, "ebb");
  assert_string_equal(support_article(b, id).permalink, "/2026/01/ebb/");
  assert_err(path_find(b->site->db, "/2026/01/tide/", &found), OK);
  assert_int_equal(found.kind, PATH_MOVED);
  assert_int_equal(found.article_id, id);
}

/* Two posts of the same second share no position, and neighbours are invalidated. */
static void neighbours_learn_of_a_new_post(void **state) {
  struct blog *b = *state;
  struct article_input in = support_article_input("first");
  int64_t first = support_save(b, &in);
  int64_t before = support_revision(b, DEP_NEIGHBOURS, first);
  in = support_article_input("second");
  int64_t second = support_save(b, &in);
  assert_true(
      support_article(b, first).position != support_article(b, second).position);
  assert_true(support_revision(b, DEP_NEIGHBOURS, first) > before);
}

static void a_page_has_the_path_of_its_ancestors(void **state) {
  struct blog *b = *state;
  struct article_input about = support_article_input("about"),
                       team = support_article_input("team");
  about.type = team.type = ARTICLE_PAGE;
  team.parent_id = support_save(b, &about);
  int64_t menu = support_revision(b, DEP_MENU, 0);
  int64_t id = support_save(b, &team);
  assert_string_equal(support_article(b, id).permalink, "/about/team/");
  assert_true(support_revision(b, DEP_MENU, 0) > menu);
  assert_int_equal(entries(b), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(withdrawing_removes_listings_and_answers_410),
      support_site_test(a_new_slug_redirects_the_old_path),
      support_site_test(neighbours_learn_of_a_new_post),
      support_site_test(a_page_has_the_path_of_its_ancestors),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
