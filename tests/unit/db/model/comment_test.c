#include "db/model/comment.h"

#include "base/clock.h"
#include "db/model/comment_admin.h"
#include "db/model/comment_batch.h"
#include "fail_alloc.h"
#include "support_site.h"

static int64_t add_post(struct blog *b, const char *slug, enum article_status status) {
  struct article_input input = support_article_input(slug);
  input.status = status;
  return support_save(b, &input);
}

static struct comment comment_on(int64_t article) {
  return (struct comment){.article_id = article,
      .status = COMMENT_APPROVE,
      .type = "comment",
      .author = "Ada",
      .url = "",
      .source = "Words.",
      .html = "<p>Words.</p>",
      .created_at = SUPPORT_DATE};
}

struct change {
  struct comment comment;
  const char *email;
  const uint8_t *network;
  int64_t id;
};

static enum err insert(struct db *s, void *context) {
  struct change *c = context;
  return comment_insert(s, &c->comment, c->email, c->network, &c->id);
}

static enum err rewrite(struct db *s, void *context) {
  struct change *c = context;
  return comment_rewrite(s, &c->comment, c->email);
}

static void pages_get_a_comment_without_its_source(void **state) {
  struct blog *b = *state;
  struct comment c;
  int64_t article = add_post(b, "one", ARTICLE_PUBLISH);
  int64_t first = support_comment(b, article, 0, COMMENT_APPROVE);
  int64_t reply = support_comment(b, article, first, COMMENT_HOLD);
  assert_err(comment_shown(b->web->db, b->arena, reply, &c), OK);
  assert_int_equal(c.parent_id, first);
  assert_int_equal(c.status, COMMENT_HOLD);
  assert_string_equal(c.source, "");
  assert_string_equal(c.html, "<p>Words.</p>");
  assert_err(comment_shown(b->web->db, b->arena, reply + 1, &c), ERR_NOT_FOUND);
}

static void the_newest_of_all_are_those_of_public_articles(void **state) {
  struct blog *b = *state;
  struct comment *list = NULL;
  size_t count = 0;
  int64_t article = add_post(b, "one", ARTICLE_PUBLISH);
  int64_t draft = add_post(b, "two", ARTICLE_DRAFT);
  support_comment(b, article, 0, COMMENT_APPROVE);
  int64_t last = support_comment(b, article, 0, COMMENT_APPROVE);
  int64_t hidden = support_comment(b, draft, 0, COMMENT_APPROVE);
  assert_err(comment_newest(b->web->db, b->arena, 0, 1, &list, &count), OK);
  assert_int_equal(count, 1);
  assert_int_equal(list[0].id, last);
  assert_err(comment_newest(b->web->db, b->arena, draft, 10, &list, &count), OK);
  assert_int_equal(count, 1);
  assert_int_equal(list[0].id, hidden);
}

static void an_empty_address_is_not_stored(void **state) {
  struct blog *b = *state;
  struct change c = {.comment = comment_on(add_post(b, "one", ARTICLE_PUBLISH))};
  c.email = "";
  assert_err(txn_write(b->web->db, insert, &c), OK);
  assert_int_equal(support_number(b, "SELECT count(*) FROM comment_private"), 0);
  c.email = "ada@example.org";
  assert_err(txn_write(b->web->db, insert, &c), OK);
  assert_int_equal(support_number(b, "SELECT count(*) FROM comment_private"), 1);
}

static void a_source_key_is_used_once_per_article(void **state) {
  struct blog *b = *state;
  int64_t article = add_post(b, "one", ARTICLE_PUBLISH), id = 0;
  struct change c = {.comment = comment_on(article), .email = ""};
  c.comment.source_key = "wp:7";
  c.comment.id = 70;
  assert_err(comment_by_source(b->site->db, article, "wp:7", &id), ERR_NOT_FOUND);
  assert_err(txn_write(b->site->db, insert, &c), OK);
  assert_int_equal(c.id, 70);
  c.comment.id = 0;
  assert_err(txn_write(b->site->db, insert, &c), ERR_EXISTS);
  assert_err(comment_by_source(b->site->db, article, "wp:7", &id), OK);
  assert_int_equal(id, 70);
}

static void a_comment_of_the_same_second_is_found(void **state) {
  struct blog *b = *state;
  int64_t article = add_post(b, "one", ARTICLE_PUBLISH);
  struct change c = {.comment = comment_on(article), .email = ""};
  struct arena *a = arena_new(1 << 20);
  struct comment *found, like;
  size_t n = 9;
  c.comment.created_at = 5 * CLOCK_SECOND;
  c.comment.source_key = "wxr:7";
  assert_err(txn_write(b->site->db, insert, &c), OK);
  like = c.comment;
  like.created_at += CLOCK_SECOND - 1;
  assert_err(comment_alike(b->site->db, a, &like, "disqus:", &found, &n), OK);
  assert_int_equal(n, 1);
  assert_int_equal(found[0].id, c.id);
  assert_err(comment_alike(b->site->db, a, &like, "wxr:", &found, &n), OK);
  assert_int_equal(n, 0);
  like.created_at++;
  assert_err(comment_alike(b->site->db, a, &like, "disqus:", &found, &n), OK);
  assert_int_equal(n, 0);
  arena_free(a);
}

static enum err delete_comment(struct db *s, void *context) {
  return comment_batch_delete(s, context, 1);
}

static void an_import_learns_that_a_comment_was_deleted(void **state) {
  struct blog *b = *state;
  int64_t article = add_post(b, "one", ARTICLE_PUBLISH), id = 0;
  struct change c = {.comment = comment_on(article), .email = ""};
  c.comment.source_key = "wp:7";
  assert_err(txn_write(b->site->db, insert, &c), OK);
  assert_err(txn_write(b->site->db, delete_comment, &c.id), OK);
  assert_err(comment_by_source(b->site->db, article, "wp:7", &id), ERR_GONE);
}

static void digests_in_the_trash_do_not_count(void **state) {
  struct blog *b = *state;
  bool found = true;
  int64_t article = add_post(b, "one", ARTICLE_PUBLISH);
  struct change c = {.comment = comment_on(article), .email = ""};
  c.comment.digest[0] = 1;
  c.comment.status = COMMENT_TRASH;
  assert_err(txn_write(b->site->db, insert, &c), OK);
  assert_err(comment_has_digest(b->web->db, article, c.comment.digest, &found), OK);
  assert_false(found);
  c.comment.status = COMMENT_SPAM;
  assert_err(txn_write(b->site->db, insert, &c), OK);
  assert_err(comment_has_digest(b->web->db, article, c.comment.digest, &found), OK);
  assert_true(found);
}

static void the_last_comment_of_a_network_has_a_time(void **state) {
  static const uint8_t network[CRYPT_HASH] = {1}, other[CRYPT_HASH] = {2};
  struct blog *b = *state;
  int64_t at = -1;
  struct change c = {.comment = comment_on(add_post(b, "one", ARTICLE_PUBLISH))};
  c.email = "";
  c.network = network;
  assert_err(txn_write(b->web->db, insert, &c), OK);
  assert_err(comment_last_from(b->web->db, network, INT64_MAX, &at), OK);
  assert_int_equal(at, SUPPORT_DATE);
  assert_err(comment_last_from(b->web->db, other, INT64_MAX, &at), OK);
  assert_int_equal(at, 0);
}

static void rewriting_keeps_the_status(void **state) {
  struct blog *b = *state;
  struct comment found;
  const char *email = NULL;
  struct change c = {.comment = comment_on(add_post(b, "one", ARTICLE_PUBLISH))};
  c.email = "ada@example.org";
  c.comment.status = COMMENT_HOLD;
  assert_err(txn_write(b->site->db, insert, &c), OK);
  c.comment.id = c.id;
  c.comment.status = COMMENT_APPROVE;
  c.comment.source = "New words.";
  c.comment.digest[0] = 9;
  c.email = "";
  assert_err(txn_write(b->site->db, rewrite, &c), OK);
  assert_err(comment_by_id(b->site->db, b->arena, c.id, &found), OK);
  assert_string_equal(found.source, "New words.");
  assert_int_equal(found.status, COMMENT_HOLD);
  assert_err(comment_admin_email(b->site->db, b->arena, c.id, &email), OK);
  assert_string_equal(email, "");
}

static enum err read_all(void *context) {
  struct blog *b = context;
  struct comment *list, one;
  size_t count;
  struct arena *a = arena_new(1 << 20);
  enum err e = a ? comment_shown(b->web->db, a, 1, &one) : ERR_NOMEM;
  if (!e)
    e = comment_newest(b->web->db, a, 0, 10, &list, &count);
  if (!e)
    e = comment_by_id(b->web->db, a, 1, &one);
  arena_free(a);
  return e;
}

static void a_failed_allocation_is_reported(void **state) {
  struct blog *b = *state;
  support_comment(b, add_post(b, "one", ARTICLE_PUBLISH), 0, COMMENT_APPROVE);
  fail_alloc_each(read_all, b);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(pages_get_a_comment_without_its_source),
      support_site_test(the_newest_of_all_are_those_of_public_articles),
      support_site_test(an_empty_address_is_not_stored),
      support_site_test(a_source_key_is_used_once_per_article),
      support_site_test(a_comment_of_the_same_second_is_found),
      support_site_test(an_import_learns_that_a_comment_was_deleted),
      support_site_test(digests_in_the_trash_do_not_count),
      support_site_test(the_last_comment_of_a_network_has_a_time),
      support_site_test(rewriting_keeps_the_status),
      support_site_test(a_failed_allocation_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
