#include "db/model/webmention.h"

#include "site/site_link.h"
#include "support_site.h"

struct ending {
  int64_t id, due_at;
  enum webmention_state state;
};

static enum err add(struct db *s, void *context) {
  return webmention_add(s, context, 100);
}

static enum err end(struct db *s, void *context) {
  const struct ending *x = context;
  return webmention_set(s, x->id, x->state, "why", x->due_at);
}

static void what_is_received_again_is_read_again(void **state) {
  struct blog *b = *state;
  struct site *link = NULL;
  struct webmention w = {
      .source = "https://a.example/", .target = "x", .article_id = 3};
  int64_t waiting = 9;
  assert_err(site_link_open(&link, b->web), OK);
  assert_err(txn_write(b->web->db, add, &w), OK);
  assert_err(txn_write(b->web->db, add, &w), OK);
  assert_err(webmention_waiting(b->web->db, &waiting), OK);
  assert_int_equal(waiting, 1);
  assert_err(webmention_due(link->db, b->arena, 99, &w), ERR_NOT_FOUND);
  assert_err(webmention_due(link->db, b->arena, 100, &w), OK);
  assert_string_equal(w.source, "https://a.example/");
  assert_int_equal(w.article_id, 3);
  struct ending x = {w.id, 200, WEBMENTION_QUEUED};
  assert_err(txn_write(link->db, end, &x), OK);
  assert_err(webmention_due(link->db, b->arena, 199, &w), ERR_NOT_FOUND);
  assert_err(webmention_due(link->db, b->arena, 200, &w), OK);
  assert_int_equal(w.attempts, 1);
  x.state = WEBMENTION_DONE;
  assert_err(txn_write(link->db, end, &x), OK);
  assert_err(webmention_waiting(b->web->db, &waiting), OK);
  assert_int_equal(waiting, 0);
  assert_err(txn_write(b->web->db, add, &w), OK);
  assert_err(webmention_due(link->db, b->arena, 100, &w), OK);
  assert_int_equal(w.attempts, 0);
  site_link_close(link);
}

static void what_was_sent_is_not_sent_again(void **state) {
  struct blog *b = *state;
  struct site *link = NULL;
  struct webmention w = {
      .sends = true, .source = "x", .target = "https://a.example/", .article_id = 3};
  assert_err(site_link_open(&link, b->web), OK);
  assert_err(txn_write(b->web->db, add, &w), ERR_DENIED);
  assert_err(txn_write(link->db, add, &w), OK);
  assert_err(webmention_due(link->db, b->arena, 100, &w), OK);
  assert_true(w.sends);
  struct ending x = {w.id, 200, WEBMENTION_DONE};
  assert_err(txn_write(link->db, end, &x), OK);
  assert_err(txn_write(link->db, add, &w), OK);
  assert_err(webmention_due(link->db, b->arena, 300, &w), ERR_NOT_FOUND);
  site_link_close(link);
}

static enum err note(void *context, int64_t article) {
  *(int64_t *)context = article;
  return OK;
}

static void changed_articles_are_listed(void **state) {
  struct blog *b = *state;
  struct site *link = NULL;
  int64_t before = 0, last = 0, seen = 0, id = 7;
  struct article_input d = support_article_input("talk");
  assert_err(site_link_open(&link, b->web), OK);
  assert_err(webmention_change(link->db, &seen), OK);
  assert_int_equal(seen, 0);
  assert_err(webmention_last_change(link->db, &before), OK);
  int64_t article = support_save(b, &d);
  assert_err(webmention_last_change(link->db, &last), OK);
  assert_true(last > before);
  assert_err(webmention_each_changed(link->db, before, note, &id), OK);
  assert_int_equal(id, article);
  id = 7;
  support_comment(b, article, 0, COMMENT_APPROVE);
  assert_err(webmention_each_changed(link->db, last, note, &id), OK);
  assert_int_equal(id, 7);
  site_link_close(link);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(what_is_received_again_is_read_again),
      support_site_test(what_was_sent_is_not_sent_again),
      support_site_test(changed_articles_are_listed),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
