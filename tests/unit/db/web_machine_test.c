#include "db/web_machine.h"

#include <string.h>

#include "site/site_open.h"
#include "support_site.h"

/* A second machine, which the other connection of the blog is on. */
static void name_both(struct blog *b) {
  web_machine_set_name(b->site->db, "ours");
  support_run(b, "INSERT INTO web_machine(name, folder, epoch, lock_number) VALUES"
                 " ('ours', '', '', 0), ('theirs', '', '', 0)");
}

static enum err see_others(struct db *s, void *context) {
  return web_machine_has_others(s, context);
}

static bool has_others(struct blog *b) {
  bool has = false;
  assert_err(txn_write(b->site->db, see_others, &has), OK);
  return has;
}

/* A file has one machine, whatever is in the table. */
static void others_are_those_with_pages(void **state) {
  struct blog *b = *state;
  name_both(b);
  assert_false(has_others(b));
  support_run(b, "UPDATE web_machine SET is_live = 1 WHERE name = 'ours'");
  assert_false(has_others(b));
  support_run(b, "UPDATE web_machine SET is_live = 1 WHERE name = 'theirs'");
  assert_int_equal(has_others(b), support_has_postgres());
}

static enum err evict(struct db *s, void *context) {
  static const struct web_eviction all[] = {{WEB_EVICTION_PAGE, "/a/", 0, 0},
      {WEB_EVICTION_NUMBERS, "/page/", 3, INT64_MAX}, {WEB_EVICTION_LAST, "/b/", 0, 0},
      {WEB_EVICTION_ALL, "", 0, 0}};
  enum err e = OK;
  *(int64_t *)context = web_machine_change(s);
  for (int i = 0; !e && i < 4; i++)
    e = web_eviction_add(s, i, &all[i]);
  return e;
}

struct seen {
  int count;
  char text[200];
};

static enum err visit(void *context, const struct web_eviction *v) {
  struct seen *s = context;
  size_t used = strlen(s->text);
  s->count++;
  snprintf(s->text + used, sizeof s->text - used, "%d%s%lld ", (int)v->kind, v->path,
      (long long)v->first);
  return OK;
}

static void evictions_are_for_the_other_machines(void **state) {
  struct blog *b = *state;
  int64_t change = 0, newest = 0, confirmed = 9;
  struct seen ours = {0, ""}, theirs = {0, ""};
  name_both(b);
  struct site *scheduler = support_scheduler(b);
  struct db *s = scheduler->db;
  assert_err(txn_write(b->site->db, evict, &change), OK);
  web_machine_set_name(s, "ours");
  assert_err(web_eviction_each(s, 0, change, visit, &ours), OK);
  assert_int_equal(ours.count, 0);
  web_machine_set_name(s, "theirs");
  assert_err(web_machine_newest(s, &newest, &confirmed), OK);
  assert_int_equal(newest, change);
  assert_int_equal(confirmed, 0);
  assert_err(web_eviction_each(s, confirmed, newest, visit, &theirs), OK);
  assert_string_equal(theirs.text, "0/a/0 1/page/3 2/b/0 30 ");
  theirs.text[0] = '\0';
  assert_err(web_eviction_each(s, change, newest, visit, &theirs), OK);
  assert_string_equal(theirs.text, "");
  web_machine_set_name(s, "nobody");
  assert_err(web_machine_newest(s, &newest, &confirmed), ERR_NOT_FOUND);
  site_close(scheduler);
}

static enum err join(struct db *s, void *context) {
  (void)context;
  return web_machine_join(s);
}

static void a_change_is_awaited_until_it_is_confirmed(void **state) {
  struct blog *b = *state;
  int64_t change = 0, count = 0;
  bool is_awaited = true;
  name_both(b);
  struct site *scheduler = support_scheduler(b);
  web_machine_set_name(scheduler->db, "theirs");
  assert_err(txn_write(b->site->db, evict, &change), OK);
  assert_err(web_machine_is_awaited(b->site->db, change, &is_awaited), OK);
  assert_false(is_awaited);
  assert_err(web_machine_confirm(scheduler->db, change), ERR_GONE);
  /* Who joins has nothing of earlier changes. */
  assert_err(txn_write(scheduler->db, join, NULL), OK);
  assert_err(web_machine_is_awaited(b->site->db, change, &is_awaited), OK);
  assert_false(is_awaited);
  assert_err(txn_write(b->site->db, evict, &change), OK);
  assert_err(web_machine_is_awaited(b->site->db, change, &is_awaited), OK);
  assert_true(is_awaited);
  assert_err(web_machine_is_awaited(scheduler->db, change, &is_awaited), OK);
  assert_false(is_awaited);
  assert_err(web_eviction_clean(scheduler->db), OK);
  assert_true(support_number(b, "SELECT count(*) FROM eviction") >= 4);
  assert_err(web_machine_confirm(scheduler->db, change), OK);
  assert_err(web_machine_is_awaited(b->site->db, change, &is_awaited), OK);
  assert_false(is_awaited);
  assert_err(web_eviction_clean(scheduler->db), OK);
  assert_int_equal(support_number(b, "SELECT count(*) FROM eviction"), 0);
  assert_err(web_machine_expire(b->site->db, change, &count), OK);
  assert_int_equal(count, 0);
  assert_err(web_machine_expire(b->site->db, change + 1, &count), OK);
  assert_int_equal(count, 1);
  assert_err(web_machine_confirm(scheduler->db, change + 1), ERR_GONE);
  assert_err(txn_write(scheduler->db, join, NULL), OK);
  assert_err(web_machine_leave(scheduler->db), OK);
  assert_err(web_machine_is_awaited(b->site->db, INT64_MAX, &is_awaited), OK);
  assert_false(is_awaited);
  site_close(scheduler);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(others_are_those_with_pages),
      support_site_test(evictions_are_for_the_other_machines),
      support_site_test(a_change_is_awaited_until_it_is_confirmed),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
