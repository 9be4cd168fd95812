#include "markup/names/email_fold.h"

#include "support.h"

static void addresses_that_are_the_same(void **state) {
  static const char *const pairs[][2] = {
      {"Ada@Example.ORG", "ada@example.org"},
      {"ada@bücher.example", "ada@xn--bcher-kva.example"},
      {"ADA@BÜCHER.Example", "ada@xn--bcher-kva.example"},
      {"Ä@example.org", "Ä@example.org"},
      {"no address", "no address"},
      {"ada@", "ada@"},
      {"", ""},
  };
  struct arena *a = arena_new(1 << 16);
  (void)state;
  for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
    assert_string_equal(email_fold(a, pairs[i][0]), pairs[i][1]);
  arena_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(addresses_that_are_the_same)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
