#include "site/comments/person_erase.h"

#include "db/model/comment_admin.h"
#include "db/model/person.h"
#include "fail_alloc.h"
#include "support_site.h"

#include <string.h>

struct one {
  struct comment comment;
  const char *email;
};

static enum err insert(struct db *s, void *context) {
  struct one *o = context;
  return comment_insert(s, &o->comment, o->email, NULL, &o->comment.id);
}

static int64_t add(struct blog *b, int64_t article, int64_t parent, const char *author,
    const char *email) {
  static uint8_t digest;
  struct one o = {{.article_id = article,
                      .parent_id = parent,
                      .type = "comment",
                      .status = COMMENT_HOLD,
                      .author = author,
                      .url = "https://ada.example/",
                      .source = "Words",
                      .html = "<p>Words</p>",
                      .renderer = 2,
                      .created_at = SUPPORT_DATE},
      email};
  memset(o.comment.digest, ++digest, sizeof o.comment.digest);
  assert_err(txn_write(b->site->db, insert, &o), OK);
  return o.comment.id;
}

static size_t find(
    struct blog *b, const char *email, const char *name, struct person_item **items) {
  const struct person who = {email, name};
  size_t count = 0;
  assert_err(person_find(b->site, b->arena, &who, NULL, NULL, items, &count), OK);
  return count;
}

static void a_person_is_found(void **state) {
  struct blog *b = *state;
  struct person_item *items = NULL;
  struct article_input d = support_article_input("talk");
  int64_t article = support_save(b, &d);
  add(b, article, 0, "Ada", "ada@bücher.example");
  add(b, article, 0, "Grace", "Ada@xn--bcher-kva.example");
  add(b, article, 0, "ada", "other@example.org");
  assert_int_equal(find(b, "ADA@BÜCHER.example", NULL, &items), 2);
  assert_int_equal(items[0].kind, PERSON_COMMENTS);
  assert_int_equal(find(b, NULL, "Ada", &items), 2);
  assert_int_equal(find(b, "", NULL, &items), 0);
  assert_int_equal(find(b, "ada@example.org", NULL, &items), 0);
}

static void all_of_it_goes(void **state) {
  struct blog *b = *state;
  struct person_item *items = NULL;
  struct article_input d = support_article_input("talk");
  int64_t article = support_save(b, &d);
  int64_t one = add(b, article, 0, "Ada", "ada@example.org");
  int64_t reply = add(b, article, one, "Grace", "grace@example.org");
  assert_err(support_moderate(b->site, one, COMMENT_APPROVE), OK);
  assert_err(support_moderate(b->site, reply, COMMENT_SPAM), OK);
  assert_true(support_number(b, "SELECT count(*) FROM spam_word") > 0);
  size_t n = find(b, "ada@example.org", NULL, &items);
  assert_err(person_erase(b->site, items, n, false, SUPPORT_DATE), OK);
  struct person_item *none = NULL;
  assert_int_equal(find(b, "ada@example.org", "Ada", &none), 0);
  assert_int_equal(support_number(b, "SELECT count(*) FROM comment"), 1);
  assert_int_equal(
      support_number(b, "SELECT count(*) FROM spam_word WHERE good > 0"), 0);
  assert_int_equal(support_article(b, article).comment_count, 0);
  /* Again, after an interruption. */
  assert_err(person_erase(b->site, items, n, false, SUPPORT_DATE), OK);
}

static void the_text_may_stay(void **state) {
  struct blog *b = *state;
  struct person_item *items = NULL;
  struct comment c;
  const char *email = NULL;
  struct article_input d = support_article_input("talk");
  int64_t id = add(b, support_save(b, &d), 0, "Ada", "ada@example.org");
  assert_err(support_moderate(b->site, id, COMMENT_APPROVE), OK);
  size_t n = find(b, "ada@example.org", NULL, &items);
  assert_err(person_erase(b->site, items, n, true, SUPPORT_DATE), OK);
  assert_err(comment_by_id(b->site->db, b->arena, id, &c), OK);
  assert_string_equal(c.author, "Anonymous");
  assert_string_equal(c.url, "");
  assert_string_equal(c.source, "Words");
  assert_int_equal(c.status, COMMENT_APPROVE);
  assert_int_equal(c.revised_at, 0);
  assert_err(comment_admin_email(b->site->db, b->arena, id, &email), OK);
  assert_string_equal(email, "");
}

static enum err anonymise(void *context) {
  struct blog *b = context;
  const struct person who = {"ada@example.org", NULL};
  struct person_item *items = NULL;
  size_t n = 0;
  enum err e = person_find(b->site, b->arena, &who, NULL, NULL, &items, &n);
  if (!e)
    e = person_erase(b->site, items, n, true, SUPPORT_DATE);
  arena_reset(b->arena);
  return e;
}

static void a_failed_allocation_is_reported(void **state) {
  struct blog *b = *state;
  struct article_input d = support_article_input("talk");
  add(b, support_save(b, &d), 0, "Ada", "ada@example.org");
  fail_alloc_each(anonymise, b);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_person_is_found),
      support_site_test(all_of_it_goes),
      support_site_test(the_text_may_stay),
      support_site_test(a_failed_allocation_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
