#include "site/publish/live_write.h"

#include "base/clock.h"
#include "base/limits.h"
#include "fail_alloc.h"
#include "support_live.h"

static int64_t saved(struct blog *b) {
  struct article_input input = support_article_input("one");
  return support_save(b, &input);
}

static struct live live_of(struct blog *b, int64_t id) {
  struct live live = {0};
  bool found = false;
  assert_err(live_read(b->web->db, id, &found, &live), OK);
  assert_true(found);
  return live;
}

/* Each page that shows the post must be rendered again, and readers must find it. */
static void an_update_changes_its_post(void **state) {
  struct blog *b = *state;
  int64_t id = saved(b), before = support_revision(b, DEP_ARTICLE, id),
          now = clock_now();
  assert_int_equal(support_live(b, id, "", "Gulls arrive", 0), 1);
  assert_true(support_revision(b, DEP_ARTICLE, id) > before);
  assert_true(support_article(b, id).updated_at >= now - CLOCK_SECOND);
  assert_int_equal(support_article(b, id).published_at, SUPPORT_DATE);
  assert_int_equal(support_indexed(b, "gulls"), 1);
  assert_true(live_of(b, id).newest_first);
  assert_int_equal(live_of(b, id).ended_at, 0);
}

static void numbers_are_never_used_again(void **state) {
  struct blog *b = *state;
  char why[LIVE_WRITE_WHY];
  int64_t id = saved(b);
  support_live(b, id, "", "One", 0);
  assert_int_equal(support_live(b, id, "", "Two", 0), 2);
  assert_err(live_write_remove(b->site, b->arena, id, 2, why), OK);
  assert_int_equal(support_live(b, id, "", "Three", 0), 3);
  assert_err(live_write_remove(b->site, b->arena, id, 2, why), ERR_NOT_FOUND);
  assert_err(live_write_remove(b->site, b->arena, id, 0, why), ERR_NOT_FOUND);
  assert_int_equal(support_number(b, "SELECT count(*) FROM live_update"), 2);
}

static void an_edit_changes_what_it_names(void **state) {
  struct blog *b = *state;
  char why[LIVE_WRITE_WHY];
  struct live_update u = {.number = 1, .title = "New title"}, now;
  int64_t id = saved(b);
  support_live(b, id, "Title", "Text", SUPPORT_DATE);
  assert_err(live_write_edit(b->site, b->arena, id, &u, NULL, why), OK);
  assert_err(live_update_read(b->site->db, b->arena, id, 1, &now), OK);
  assert_string_equal(now.title, "New title");
  assert_string_equal(now.source, "Text");
  assert_int_equal(now.at, SUPPORT_DATE);
  assert_true(now.edited_at > SUPPORT_DATE);
  u = (struct live_update){
      .number = 1, .source = "Other", .html = "<p>Other</p>", .at = SUPPORT_DATE + 1};
  assert_err(live_write_edit(b->site, b->arena, id, &u, "Before", why), ERR_INVALID);
  assert_string_equal(why, "it has changed since you opened it: edit it again");
  assert_err(live_write_edit(b->site, b->arena, id, &u, "Text", why), OK);
  assert_err(live_update_read(b->site->db, b->arena, id, 1, &now), OK);
  assert_string_equal(now.title, "New title");
  assert_string_equal(now.html, "<p>Other</p>");
  assert_int_equal(now.at, SUPPORT_DATE + 1);
  u.number = 7;
  assert_err(live_write_edit(b->site, b->arena, id, &u, NULL, why), ERR_NOT_FOUND);
}

static void the_state_changes(void **state) {
  struct blog *b = *state;
  char why[LIVE_WRITE_WHY];
  int64_t id = saved(b);
  const struct live_change end = {-1, -1, 1}, start = {0, 90, 0};
  assert_err(live_write_state(b->site, b->arena, id, &end, why), ERR_INVALID);
  assert_string_equal(why, "it has no live updates: add one, or use \"start\"");
  support_live_change(b, id, start);
  assert_false(live_of(b, id).newest_first);
  assert_int_equal(live_of(b, id).refresh, 90);
  support_live_change(b, id, end);
  int64_t ended = live_of(b, id).ended_at;
  assert_true(ended > 0);
  support_number(b, "UPDATE live SET ended_at = 5 RETURNING 1");
  support_live_change(b, id, end);
  assert_int_equal(live_of(b, id).ended_at, 5);
  support_live(b, id, "", "An addition", 0);
  assert_int_equal(live_of(b, id).ended_at, 5);
  support_live_change(b, id, (struct live_change){-1, -1, 0});
  assert_int_equal(live_of(b, id).ended_at, 0);
  assert_int_equal(live_of(b, id).refresh, 90);
}

static void it_begins_with_its_first_update(void **state) {
  struct blog *b = *state;
  int64_t id = saved(b);
  support_live(b, id, "", "Now", 0);
  support_live(b, id, "", "Earlier", SUPPORT_DATE);
  assert_int_equal(live_of(b, id).started_at, SUPPORT_DATE);
}

static void refusals_change_nothing(void **state) {
  struct blog *b = *state;
  char why[LIVE_WRITE_WHY];
  int64_t number = 0;
  struct article_input page = support_article_input("about");
  page.type = ARTICLE_PAGE;
  struct live_update u = {.title = "", .source = "x", .html = "x"};
  int64_t id = saved(b), page_id = support_save(b, &page);
  assert_err(live_write_add(b->site, b->arena, page_id, &u, &number, why), ERR_INVALID);
  assert_string_equal(why, "it is a page: only posts have live updates");
  assert_err(live_write_add(b->site, b->arena, 99, &u, &number, why), ERR_NOT_FOUND);
  u.at = clock_now() + CLOCK_HOUR;
  assert_err(live_write_add(b->site, b->arena, id, &u, &number, why), ERR_INVALID);
  assert_int_equal(support_number(b, "SELECT count(*) FROM live"), 0);
  assert_int_equal(support_number(b, "SELECT count(*) FROM live_update"), 0);
}

static enum err fill(struct db *s, void *context) {
  int64_t *id = context;
  struct live_update u = {.title = "", .source = "x", .html = "x"};
  enum err e = OK;
  for (u.number = 2; !e && u.number <= LIMIT_LIVE_UPDATES + 1; u.number++)
    e = live_update_put(s, *id, &u);
  return e;
}

static void limits_hold(void **state) {
  struct blog *b = *state;
  char why[LIVE_WRITE_WHY];
  int64_t id = saved(b), number = 0;
  char *large = arena_alloc(b->arena, LIMIT_LIVE_BYTES + 1);
  memset(large, 'x', LIMIT_LIVE_BYTES);
  struct live_update u = {.title = "", .source = "x", .html = large};
  assert_err(live_write_add(b->site, b->arena, id, &u, &number, why), ERR_INVALID);
  assert_non_null(strstr(why, "over 8 MiB together"));
  assert_err(txn_write(b->site->db, fill, &id), OK);
  u.html = "x";
  assert_err(live_write_add(b->site, b->arena, id, &u, &number, why), ERR_INVALID);
  assert_non_null(strstr(why, "1000 updates already"));
}

/* The hub hears of an update, but not of one that nobody can read yet. */
static void the_hub_is_told(void **state) {
  struct blog *b = *state;
  struct article_input draft = support_article_input("draft");
  draft.status = ARTICLE_DRAFT;
  int64_t id = saved(b), draft_id = support_save(b, &draft);
  b->site->settings.websub = "https://hub.example/";
  support_number(b, "UPDATE site SET websub_position = 5 RETURNING 1");
  support_live(b, draft_id, "", "Not yet", 0);
  assert_int_equal(support_number(b, "SELECT websub_position FROM site"), 5);
  support_live(b, id, "", "Now", 0);
  assert_int_equal(support_number(b, "SELECT websub_position FROM site"), -1);
}

struct within {
  int64_t article;
  bool kept;
};

static enum err within(struct db *s, void *context) {
  static const struct live live = {false, 1, 2, 60, 9};
  static const struct live_update updates[] = {
      {4, 1, 0, "", "a", "<p>a</p>", NULL}, {9, 2, 3, "T", "b", "<p>b</p>", NULL}};
  struct within *c = context;
  return live_write_within(s, c->article, &live, updates, 2, &c->kept);
}

static void an_import_replaces_all(void **state) {
  struct blog *b = *state;
  struct within c = {saved(b), true};
  support_live(b, c.article, "", "Before", 0);
  assert_err(txn_write(b->site->db, within, &c), OK);
  assert_false(c.kept);
  assert_int_equal(live_of(b, c.article).last_number, 9);
  assert_int_equal(support_number(b, "SELECT sum(number) FROM live_update"), 13);
}

/* An export may be older than the newest update. */
static void an_import_keeps_newer_updates(void **state) {
  struct blog *b = *state;
  char why[LIVE_WRITE_WHY];
  struct within c = {saved(b), false};
  assert_err(txn_write(b->site->db, within, &c), OK);
  assert_int_equal(support_live(b, c.article, "", "Newer", 0), 10);
  assert_err(txn_write(b->site->db, within, &c), OK);
  assert_true(c.kept);
  assert_int_equal(support_number(b, "SELECT sum(number) FROM live_update"), 23);
  assert_err(live_write_remove(b->site, b->arena, c.article, 10, why), OK);
  assert_err(txn_write(b->site->db, within, &c), OK);
  assert_false(c.kept);
  assert_int_equal(support_live(b, c.article, "", "Not under its number", 0), 11);
}

static enum err add_once(void *context) {
  struct blog *b = context;
  char why[LIVE_WRITE_WHY];
  int64_t number = 0;
  struct arena *a = arena_new(1 << 20);
  struct live_update u = {.title = "", .source = "x", .html = "<p>x</p>"};
  enum err e = a ? live_write_add(b->site, a, 1, &u, &number, why) : ERR_NOMEM;
  arena_free(a);
  return e;
}

static void memory_may_fail(void **state) {
  saved(*state);
  assert_true(fail_alloc_each(add_once, *state) > 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(an_update_changes_its_post),
      support_site_test(numbers_are_never_used_again),
      support_site_test(an_edit_changes_what_it_names),
      support_site_test(the_state_changes),
      support_site_test(it_begins_with_its_first_update),
      support_site_test(refusals_change_nothing),
      support_site_test(limits_hold),
      support_site_test(the_hub_is_told),
      support_site_test(an_import_replaces_all),
      support_site_test(an_import_keeps_newer_updates),
      support_site_test(memory_may_fail),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
