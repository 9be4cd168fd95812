#include "site/publish/revision_keep.h"

#include "db/model/correction.h"
#include "fail_alloc.h"
#include "support_site.h"

static int64_t kept(struct blog *b) {
  return support_number(b, "SELECT count(*) FROM article_revision");
}

static struct article_input input_of(int64_t id, const char *source) {
  struct article_input in = support_article_input("one");
  in.id = id;
  in.source = source;
  in.command = "post edit";
  return in;
}

static void what_is_replaced_is_kept(void **state) {
  struct blog *b = *state;
  struct article_input in = input_of(0, "first");
  const char *text = "";
  int64_t id = in.id = support_save(b, &in);
  assert_int_equal(kept(b), 0);
  /* The same again. */
  support_save(b, &in);
  assert_int_equal(kept(b), 0);
  in.source = "second";
  support_save(b, &in);
  in.title = "Another title";
  support_save(b, &in);
  assert_int_equal(kept(b), 2);
  assert_int_equal(support_number(b, "SELECT count(*) FROM article_revision WHERE"
                                     " number = 1 AND text LIKE '%first%'"
                                     " AND next_command = 'post edit'"),
      1);
  assert_err(revision_keep_text(b->site, b->arena, id, &text), OK);
  assert_non_null(strstr(text, "title: Another title"));
  assert_non_null(strstr(text, "second"));
}

static enum err correct(struct db *s, void *context) {
  const struct correction c = {.article_id = *(int64_t *)context,
      .at = SUPPORT_DATE,
      .note = "Noted.",
      .changes = ""};
  return correction_add(s, &c);
}

/* A version must not bring back, or remove, what readers were told later. */
static void corrections_are_no_part_of_it(void **state) {
  struct blog *b = *state;
  struct article_input in = input_of(0, "first");
  const char *text = "";
  int64_t id = support_save(b, &in);
  assert_err(txn_write(b->site->db, correct, &id), OK);
  assert_err(revision_keep_text(b->site, b->arena, id, &text), OK);
  assert_null(strstr(text, "Noted."));
}

static void the_setting_limits_them(void **state) {
  static const char *const texts[] = {"b", "c", "d", "e"};
  struct blog *b = *state;
  struct article_input in = input_of(0, "a");
  in.id = support_save(b, &in);
  b->site->settings.revisions = 2;
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    in.source = texts[i];
    support_save(b, &in);
  }
  assert_int_equal(kept(b), 2);
  b->site->settings.revisions = 0;
  in.source = "f";
  support_save(b, &in);
  assert_int_equal(kept(b), 0);
}

static enum err keep_within(struct db *s, void *context) {
  struct blog *b = context;
  struct revision_kept k;
  (void)s;
  enum err e = revision_keep_begin(b->site, 1, &k);
  if (!e)
    e = revision_keep_end(b->site, &k, NULL);
  revision_keep_free(&k);
  return e;
}

static enum err keep_once(void *context) {
  struct blog *b = context;
  return txn_write(b->site->db, keep_within, b);
}

static void a_failed_allocation_is_reported(void **state) {
  struct blog *b = *state;
  struct article_input in = input_of(0, "a");
  support_save(b, &in);
  fail_alloc_each(keep_once, b);
}

int main(void) {
  const struct CMUnitTest tests[] = {support_site_test(what_is_replaced_is_kept),
      support_site_test(corrections_are_no_part_of_it),
      support_site_test(the_setting_limits_them),
      support_site_test(a_failed_allocation_is_reported)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
