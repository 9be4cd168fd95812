#include "db/model/closing.h"

#include "fail_alloc.h"
#include "site/site_open.h"
#include "support_site.h"

struct change {
  int64_t article;
  bool closed, changed;
  const char *message;
};

static enum err change(struct db *s, void *context) {
  struct change *c = context;
  return closing_close(s, c->article, c->closed, c->message, &c->changed);
}

static bool set(struct blog *b, int64_t article, bool closed, const char *message) {
  struct change c = {article, closed, false, message};
  assert_err(txn_write(b->site->db, change, &c), OK);
  return c.changed;
}

static int64_t add_post(struct blog *b) {
  struct article_input post = support_article_input("one");
  return support_save(b, &post);
}

static const char *message(struct blog *b, int64_t article) {
  const char *text = NULL;
  assert_err(closing_message(b->web->db, b->arena, article, &text), OK);
  return text;
}

static void only_changes_count_as_such(void **state) {
  struct blog *b = *state;
  int64_t article = add_post(b);
  bool site = true;
  assert_false(set(b, 0, false, ""));
  assert_true(set(b, 0, true, "Later."));
  assert_false(set(b, 0, true, "Later."));
  assert_err(closing_site_is(b->web->db, &site), OK);
  assert_true(site);
  assert_string_equal(message(b, 0), "Later.");
  assert_string_equal(message(b, article), "");
  assert_true(set(b, article, true, "Never."));
  assert_false(set(b, 99, true, "Never."));
  assert_string_equal(message(b, article), "Never.");
  assert_true(support_article(b, article).closed_by_command);
  /* Open comments have no sentence. */
  assert_true(set(b, article, false, "Never."));
  assert_string_equal(message(b, article), "");
  assert_false(support_article(b, article).closed_by_command);
}

/* What the source has closed may also be closed by the command. */
static void closing_twice_is_remembered(void **state) {
  struct blog *b = *state;
  struct article_input post = support_article_input("one");
  post.comments_open = false;
  int64_t article = support_save(b, &post);
  assert_false(support_article(b, article).closed_by_command);
  assert_true(set(b, article, true, ""));
  assert_true(support_article(b, article).closed_by_command);
  assert_false(set(b, article, true, ""));
}

static void outputs_of_a_failure_stay(void **state) {
  struct blog *b = *state;
  const char *text = "as before";
  struct change c = {0, true, true, ""};
  assert_err(closing_message(b->web->db, b->arena, 99, &text), ERR_NOT_FOUND);
  assert_string_equal(text, "as before");
  assert_err(txn_write(b->web->db, change, &c), ERR_DENIED);
  assert_true(c.changed);
}

static enum err read_once(void *context) {
  struct blog *b = context;
  const char *text = NULL;
  struct arena *a = arena_new(1 << 20);
  enum err e = a ? closing_message(b->site->db, a, 1, &text) : ERR_NOMEM;
  assert_true(e ? !text : strcmp(text, "Never.") == 0);
  arena_free(a);
  return e;
}

static void without_memory_there_is_no_message(void **state) {
  struct blog *b = *state;
  set(b, add_post(b), true, "Never.");
  assert_true(fail_alloc_each(read_once, b) > 0);
}

/* The message may be longer than what the arena has left. */
static void a_full_arena_is_no_memory(void **state) {
  struct blog *b = *state;
  const char *text = NULL;
  struct arena *a = arena_new(1 << 12);
  set(b, add_post(b), true, "Never.");
  while (arena_alloc(a, 1))
    ;
  assert_err(closing_message(b->site->db, a, 1, &text), ERR_NOMEM);
  assert_null(text);
  arena_free(a);
}

/* On a connection of its own: statements are prepared once. */
static enum err use_all(void *context) {
  struct blog *b = context;
  char why[400];
  struct site *site = NULL;
  struct closing_state was = {-1, -1};
  bool found = false, closed = false;
  int64_t id = 0, position = 0;
  enum err e = site_open(&site, b->site->dir, ROLE_COMMAND, why, sizeof why);
  if (!e)
    e = closing_state_read(site->db, &was);
  if (!e)
    e = closing_state_set(site->db, &was);
  if (!e)
    e = closing_next(site->db, 0, INT64_MAX, &found, &id, &position);
  if (!e)
    e = closing_site_is(site->db, &closed);
  struct change c = {id, false, false, ""};
  if (!e)
    e = txn_write(site->db, change, &c);
  assert_true(e || (found && id == 1 && !closed));
  site_close(site);
  return e;
}

static void failing_memory_is_reported(void **state) {
  struct blog *b = *state;
  add_post(b);
  assert_true(fail_alloc_each(use_all, b) > 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(only_changes_count_as_such),
      support_site_test(closing_twice_is_remembered),
      support_site_test(outputs_of_a_failure_stay),
      support_site_test(without_memory_there_is_no_message),
      support_site_test(a_full_arena_is_no_memory),
      support_site_test(failing_memory_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
