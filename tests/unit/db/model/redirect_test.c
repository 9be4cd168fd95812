#include "db/model/redirect.h"

#include "support_site.h"

static enum err set_two(struct db *s, void *context) {
  (void)context;
  enum err e = redirect_set(s, "/b/", "/two/");
  if (!e)
    e = redirect_set(s, "/a/", "/one/");
  return e ? e : redirect_set(s, "/a/", "/three/");
}

static enum err delete_a(struct db *s, void *context) {
  (void)context;
  return redirect_delete(s, "/a/");
}

static enum err join(void *context, const char *path, const char *target) {
  buf_printf(context, "%s>%s ", path, target);
  return OK;
}

static enum err stop(void *context, const char *path, const char *target) {
  (void)context, (void)path, (void)target;
  return ERR_CLOSED;
}

static void redirects_are_set_found_and_deleted(void **state) {
  struct blog *b = *state;
  struct db *s = b->site->db;
  const char *target = NULL;
  struct buf all = {0};
  assert_err(redirect_find(s, b->arena, "/a/", &target), ERR_NOT_FOUND);
  assert_err(txn_write(s, set_two, NULL), OK);
  assert_err(redirect_find(b->web->db, b->arena, "/a/", &target), OK);
  assert_string_equal(target, "/three/");
  assert_err(redirect_each(s, join, &all), OK);
  assert_string_equal(buf_text(&all), "/a/>/three/ /b/>/two/ ");
  assert_err(redirect_each(s, stop, NULL), ERR_CLOSED);
  assert_err(txn_write(s, delete_a, NULL), OK);
  assert_err(txn_write(s, delete_a, NULL), ERR_NOT_FOUND);
  buf_free(&all);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(redirects_are_set_found_and_deleted)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
