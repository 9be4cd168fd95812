#include "cli/moderation/link.h"

#include "support.h"

static void the_host_of_a_link(void **state) {
  static const struct {
    const char *website, *text, *host;
  } cases[] = {
      {"https://www.Ada.Example/me", "http://other.example", "ada.example"},
      {"", "see HTTP://buy.example:80/x, or not", "buy.example"},
      {"", "www.buy.example.", "buy.example"},
      {"", "(https://buy.example)", "buy.example"},
      {"", "no link, not even www. or http://", ""},
      {"", "", ""},
  };
  struct arena *a = arena_new(1 << 20);
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
    assert_string_equal(link_host(a, cases[i].website, cases[i].text), cases[i].host);
  arena_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(the_host_of_a_link)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
