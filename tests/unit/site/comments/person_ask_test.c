#include "site/comments/person_ask.h"

#include "site/site_link.h"
#include "support_site.h"

static enum err ask(
    struct blog *b, const char *email, const char *wish, const char *from) {
  const struct person_asked in = {
      .email = email, .wish = wish, .address = from, .now = SUPPORT_DATE};
  return person_ask(b->web, b->arena, &in);
}

static void only_requests_are_stored(void **state) {
  struct blog *b = *state;
  assert_err(ask(b, "no address", "copy", ""), ERR_INVALID);
  assert_err(ask(b, NULL, "copy", ""), ERR_INVALID);
  assert_err(ask(b, "ada@example.org", NULL, ""), ERR_SYNTAX);
  assert_err(ask(b, "ada@example.org", "all", ""), ERR_SYNTAX);
  assert_int_equal(support_number(b, "SELECT count(*) FROM person_request"), 0);
  assert_err(ask(b, "Ada@BÜCHER.example", "erase", ""), OK);
  assert_int_equal(support_number(b, "SELECT count(*) FROM person_request WHERE address"
                                     " = 'ada@xn--bcher-kva.example'"),
      1);
}

static void a_network_and_all_together_have_limits(void **state) {
  struct blog *b = *state;
  for (int i = 0; i < 10; i++)
    assert_err(ask(b, "ada@example.org", "copy", "192.0.2.1"), OK);
  assert_err(ask(b, "ada@example.org", "copy", "192.0.2.1"), ERR_TOO_QUICK);
  assert_err(ask(b, "ada@example.org", "copy", "192.0.2.2"), OK);
  for (int i = 11; i < 100; i++)
    assert_err(ask(b, "ada@example.org", "copy", ""), OK);
  assert_err(ask(b, "ada@example.org", "copy", ""), ERR_TOO_QUICK);
  assert_int_equal(support_number(b, "SELECT count(*) FROM person_request"), 100);
}

static void a_link_learns_whom_it_is_about(void **state) {
  struct blog *b = *state;
  struct site *link = NULL;
  struct person who;
  bool copy = true;
  assert_err(ask(b, "Ada@example.org", "erase", ""), OK);
  assert_err(site_link_open_person(&link, b->web), OK);
  assert_err(person_asked_for(link, b->arena, 1, &who, &copy), OK);
  assert_string_equal(who.email, "ada@example.org");
  assert_null(who.name);
  assert_false(copy);
  assert_err(person_asked_for(link, b->arena, 2, &who, &copy), ERR_GONE);
  site_link_close(link);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(only_requests_are_stored),
      support_site_test(a_network_and_all_together_have_limits),
      support_site_test(a_link_learns_whom_it_is_about),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
