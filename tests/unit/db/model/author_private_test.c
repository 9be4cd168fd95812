#include "db/model/author_private.h"

#include "support_site.h"

struct change {
  const char *slug, *email;
};

static enum err set(struct db *s, void *context) {
  const struct change *c = context;
  return author_private_set(s, c->slug, c->email);
}

static enum err note(
    void *context, const char *slug, const char *name, const char *email) {
  buf_printf(context, "%s %s %s;", slug, name, email);
  return OK;
}

static void addresses_of_authors(void **state) {
  struct blog *b = *state;
  const struct article_input input = support_article_input("a");
  int64_t id = support_save(b, &input);
  struct article r = support_article(b, id);
  struct change c = {r.author_slug, "ada@example.org"},
                none = {"nobody", "x@y.example"};
  const char *email = NULL;
  struct buf list = {0};
  assert_err(author_private_get(b->site->db, b->arena, r.author_id, &email), OK);
  assert_string_equal(email, "");
  assert_err(txn_write(b->site->db, set, &none), ERR_NOT_FOUND);
  assert_err(txn_write(b->site->db, set, &c), OK);
  c.email = "bob@example.org";
  assert_err(txn_write(b->site->db, set, &c), OK);
  assert_err(author_private_get(b->site->db, b->arena, r.author_id, &email), OK);
  assert_string_equal(email, "bob@example.org");
  assert_err(author_private_each(b->site->db, b->arena, note, &list), OK);
  assert_non_null(strstr(buf_text(&list), " bob@example.org;"));
  buf_free(&list);
  c.email = "";
  assert_err(txn_write(b->site->db, set, &c), OK);
  assert_err(author_private_get(b->site->db, b->arena, r.author_id, &email), OK);
  assert_string_equal(email, "");
  assert_err(author_private_get(b->web->db, b->arena, r.author_id, &email), ERR_DENIED);
}

int main(void) {
  const struct CMUnitTest tests[] = {support_site_test(addresses_of_authors)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
