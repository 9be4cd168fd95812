#include "site/comments/comment_edit.h"

#include "support_site.h"

static struct comment comment(struct blog *b, int64_t id) {
  struct comment c = {0};
  assert_err(comment_by_id(b->site->db, b->arena, id, &c), OK);
  return c;
}

static int64_t add_comment(struct blog *b, enum comment_status status) {
  struct article_input post = support_article_input("one");
  return support_comment(b, support_save(b, &post), 0, status);
}

static enum err edit(
    struct blog *b, int64_t id, struct comment_changes to, bool *changed) {
  enum comment_fault fault = COMMENT_FAULT_NONE;
  return comment_edit(b->site, b->arena, id, &to, SUPPORT_DATE, &fault, changed);
}

static void the_page_follows_an_edit(void **state) {
  struct blog *b = *state;
  bool changed = false;
  int64_t id = add_comment(b, COMMENT_APPROVE), article = comment(b, id).article_id;
  int64_t before = support_revision(b, DEP_COMMENTS, article);
  assert_err(edit(b, id, (struct comment_changes){.source = "Words."}, &changed), OK);
  assert_false(changed);
  assert_int_equal(support_revision(b, DEP_COMMENTS, article), before);
  assert_err(edit(b, id,
                 (struct comment_changes){
                     .author = " Eve ", .url = "example.org", .source = "Other"},
                 &changed),
      OK);
  struct comment c = comment(b, id);
  assert_true(changed);
  assert_string_equal(c.author, "Eve");
  assert_string_equal(c.url, "https://example.org");
  assert_string_equal(c.html, "<p>Other</p>\n");
  assert_int_equal(c.status, COMMENT_APPROVE);
  assert_true(support_revision(b, DEP_COMMENTS, article) > before);
}

static void a_held_comment_is_on_no_page(void **state) {
  struct blog *b = *state;
  bool changed = false;
  int64_t id = add_comment(b, COMMENT_HOLD), article = comment(b, id).article_id;
  int64_t before = support_revision(b, DEP_COMMENTS, article);
  assert_err(edit(b, id, (struct comment_changes){.source = "Other"}, &changed), OK);
  assert_int_equal(support_revision(b, DEP_COMMENTS, article), before);
}

static enum err rewrite(struct db *s, void *context) {
  return comment_rewrite(s, context, "");
}

static void an_import_does_not_undo_an_edit(void **state) {
  struct blog *b = *state;
  bool changed = false;
  int64_t id = add_comment(b, COMMENT_HOLD);
  struct comment imported = comment(b, id);
  imported.source = "Imported";
  imported.digest[0] = 2;
  assert_err(txn_write(b->site->db, rewrite, &imported), OK);
  assert_string_equal(comment(b, id).source, "Imported");
  assert_err(edit(b, id, (struct comment_changes){.source = "Edited"}, &changed), OK);
  imported.source = "Imported again";
  imported.digest[0] = 1;
  assert_err(txn_write(b->site->db, rewrite, &imported), OK);
  assert_string_equal(comment(b, id).source, "Edited");
}

static void what_the_form_refuses_is_refused(void **state) {
  struct blog *b = *state;
  bool changed = false;
  int64_t id = add_comment(b, COMMENT_APPROVE);
  const struct comment_changes bad[] = {{.author = " "}, {.author = "\xe2\x80\xae"},
      {.url = "javascript:alert(1)"}, {.source = ""}, {.source = "\a"},
      {.source = "\xff"}};
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
    assert_err(edit(b, id, bad[i], &changed), ERR_INVALID);
  assert_err(edit(b, id, (struct comment_changes){.source = "x", .was = "y"}, &changed),
      ERR_EXISTS);
  assert_err(
      edit(b, 99, (struct comment_changes){.source = "x"}, &changed), ERR_NOT_FOUND);
  assert_false(changed);
  assert_string_equal(comment(b, id).source, "Words.");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(the_page_follows_an_edit),
      support_site_test(a_held_comment_is_on_no_page),
      support_site_test(an_import_does_not_undo_an_edit),
      support_site_test(what_the_form_refuses_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
