#include "support_site.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/clock.h"
#include "base/limits.h"
#include "db/model/listing.h"
#include "db/model/path.h"
#include "db/model/term.h"
#include "db/txn.h"
#include "site/site_open.h"

static void a_taken_address_gets_a_number(void **state) {
  struct blog *b = *state;
  struct article_input d = support_article_input("tide");
  int64_t first = support_save(b, &d), second = support_save(b, &d);
  assert_string_equal(support_article(b, first).permalink, "/2026/01/tide/");
  assert_string_equal(support_article(b, second).permalink, "/2026/01/tide-2/");
  assert_string_equal(support_article(b, second).slug, "tide-2");
  struct article third = support_article(b, support_save(b, &d));
  assert_string_equal(third.permalink, "/2026/01/tide-3/");
}

enum { MANY = 20000 };

static enum err take_many(struct db *s, void *context) {
  enum err e = OK;
  for (int i = 2; !e && i <= MANY; i++) {
    char path[40];
    snprintf(path, sizeof path, "/2026/01/tide-%d/", i);
    e = path_set(s, path, PATH_MOVED, *(int64_t *)context);
  }
  return e;
}

/* However many slugs are in use, none is refused, and few are looked up. */
static void a_much_used_slug_gets_a_number(void **state) {
  struct blog *b = *state;
  struct article_input d = support_article_input("tide");
  int64_t first = support_save(b, &d);
  assert_err(txn_write(b->site->db, take_many, &first), OK);
  clock_t began = clock();
  assert_string_equal(
      support_article(b, support_save(b, &d)).permalink, "/2026/01/tide-20001/");
  for (int i = 0; i < 100; i++)
    support_save(b, &d);
  /* Saving it again under the common slug does not move it. */
  d.id = support_save(b, &d);
  char *was = strdup(support_article(b, d.id).permalink);
  support_save(b, &d);
  assert_string_equal(support_article(b, d.id).permalink, was);
  free(was);
  assert_true(clock() - began < 10 * CLOCKS_PER_SEC);
}

static void a_number_is_left_for_the_plain_slug(void **state) {
  struct blog *b = *state;
  struct article_input d = support_article_input("notes-2024");
  d.id = support_save(b, &d);
  d.slug = "notes";
  support_save(b, &d);
  assert_string_equal(support_article(b, d.id).permalink, "/2026/01/notes/");
}

static void slugs_of_the_blog_itself_are_refused(void **state) {
  struct blog *b = *state;
  struct article_input d = support_article_input("feed");
  support_refused(b, &d, "reserved");
  d = support_article_input("Not a slug");
  support_refused(b, &d, "may contain only lower-case");
  assert_int_equal(support_number(b, "SELECT count(*) FROM article"), 0);
}

static void limits_are_reported(void **state) {
  static const char *names[LIMIT_TERMS + 1];
  struct blog *b = *state;
  char title[LIMIT_TITLE + 2] = "";
  memset(title, 'a', LIMIT_TITLE + 1);
  struct article_input d = support_article_input("long");
  d.title = title;
  support_refused(b, &d, "longer than 1000 characters");
  title[LIMIT_TITLE] = '\0';
  for (size_t i = 0; i <= LIMIT_TERMS; i++)
    names[i] = "same";
  support_tags(&d, names, LIMIT_TERMS + 1);
  support_refused(b, &d, "more than 100 categories or tags");
  support_tags(&d, names, LIMIT_TERMS);
  support_save(b, &d);
}

static void aliases_lead_to_their_article_only(void **state) {
  static const char *const aliases[] = {"/old/Tide"}, *const taken[] = {
                                                          "/2026/01/tide"};
  struct blog *b = *state;
  struct path found;
  struct article_input d = support_article_input("tide"),
                       other = support_article_input("other");
  support_aliases(&d, aliases, 1);
  int64_t id = support_save(b, &d);
  assert_err(path_find(b->site->db, "/old/tide/", &found), OK);
  assert_int_equal(found.kind, PATH_MOVED);
  assert_int_equal(found.article_id, id);
  support_aliases(&other, aliases, 1);
  support_refused(b, &other, "\"/old/tide/\" leads to another");
  support_aliases(&other, taken, 1);
  support_refused(b, &other, "leads to another");
  assert_err(path_find(b->site->db, "/2026/01/tide/", &found), OK);
  assert_int_equal(found.article_id, id);
  assert_int_equal(support_number(b, "SELECT count(*) FROM article"), 1);
}

static int64_t count(
    struct blog *b, enum listing_kind kind, enum term_kind term, const char *slug) {
  struct term t;
  struct listing l;
  assert_err(term_find(b->site->db, b->arena, term, slug, &t), OK);
  assert_err(listing_find(b->site->db, kind, t.id, &l), OK);
  return l.count;
}

static void siblings_share_the_category_above(void **state) {
  static const char *const names[] = {"Harbour/Boats", "Harbour/Bread"};
  struct blog *b = *state;
  struct article_input d = support_article_input("tide");
  support_categories(&d, names, 2);
  support_save(b, &d);
  assert_int_equal(count(b, LISTING_CATEGORY, TERM_CATEGORY, "harbour"), 1);
  assert_int_equal(count(b, LISTING_CATEGORY, TERM_CATEGORY, "harbour/boats"), 1);
  assert_int_equal(count(b, LISTING_CATEGORY, TERM_CATEGORY, "harbour/bread"), 1);
}

static void saving_again_replaces_the_terms(void **state) {
  static const char *const before[] = {"Boats"}, *const after[] = {"Bread"};
  struct blog *b = *state;
  struct article_input d = support_article_input("tide");
  support_categories(&d, before, 1);
  support_tags(&d, before, 1);
  d.id = support_save(b, &d);
  support_categories(&d, after, 1);
  support_tags(&d, after, 1);
  assert_int_equal(support_save(b, &d), d.id);
  assert_int_equal(count(b, LISTING_CATEGORY, TERM_CATEGORY, "boats"), 0);
  assert_int_equal(count(b, LISTING_CATEGORY, TERM_CATEGORY, "bread"), 1);
  assert_int_equal(count(b, LISTING_TAG, TERM_TAG, "boats"), 0);
  assert_int_equal(count(b, LISTING_TAG, TERM_TAG, "bread"), 1);
}

static int64_t newest(struct blog *b, enum listing_kind kind) {
  struct listing l;
  int64_t id = 0;
  int n = 1;
  assert_err(listing_find(b->site->db, kind, 0, &l), OK);
  assert_err(listing_page(b->site->db, &l, 0, &id, &n), OK);
  return id;
}

static void a_sticky_article_is_first_at_home_only(void **state) {
  struct blog *b = *state;
  struct article_input d = support_article_input("pinned");
  d.sticky = true;
  d.published_at -= 100 * CLOCK_DAY;
  int64_t pinned = support_save(b, &d);
  d = support_article_input("new");
  int64_t new = support_save(b, &d);
  assert_int_equal(newest(b, LISTING_HOME), pinned);
  assert_int_equal(newest(b, LISTING_ALL), new);
}

static void the_menu_changes_with_its_pages(void **state) {
  static const char *const names[] = {"Harbour"};
  struct blog *b = *state;
  struct article_input d = support_article_input("plain");
  support_save(b, &d);
  assert_int_equal(support_revision(b, DEP_MENU, 0), 0);
  d = support_article_input("about");
  d.type = ARTICLE_PAGE;
  support_save(b, &d);
  int64_t page = support_revision(b, DEP_MENU, 0);
  assert_true(page > 0);
  d = support_article_input("one");
  support_categories(&d, names, 1);
  support_save(b, &d);
  int64_t first = support_revision(b, DEP_MENU, 0);
  assert_true(first > page);
  d.slug = "two";
  support_save(b, &d);
  assert_int_equal(support_revision(b, DEP_MENU, 0), first);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_taken_address_gets_a_number),
      support_site_test(a_much_used_slug_gets_a_number),
      support_site_test(a_number_is_left_for_the_plain_slug),
      support_site_test(slugs_of_the_blog_itself_are_refused),
      support_site_test(limits_are_reported),
      support_site_test(aliases_lead_to_their_article_only),
      support_site_test(siblings_share_the_category_above),
      support_site_test(saving_again_replaces_the_terms),
      support_site_test(a_sticky_article_is_first_at_home_only),
      support_site_test(the_menu_changes_with_its_pages),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
