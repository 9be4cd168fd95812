#include "http/client_address.h"

#include <string.h>

#include "support.h"

static void the_first_stranger_from_the_right(void **state) {
  static const struct {
    const char *trusted, *remote, *forwarded, *client;
  } rows[] = {
      {"", "192.0.2.10", "198.51.100.1", "192.0.2.10"},
      {"192.0.2.10", "192.0.2.10", "198.51.100.1", "198.51.100.1"},
      {"192.0.2.10", "192.0.2.11", "198.51.100.1", "192.0.2.11"},
      {"192.0.2.10", "192.0.2.10", "203.0.113.9, 198.51.100.1", "198.51.100.1"},
      {"192.0.2.10", "192.0.2.10", "203.0.113.9,198.51.100.1,192.0.2.10 ",
          "198.51.100.1"},
      {"192.0.2.0/24,2001:db8::/32", "192.0.2.10", "198.51.100.1, 2001:db8::1",
          "198.51.100.1"},
      {"192.0.2.0/24", "192.0.2.10", "192.0.2.1", "192.0.2.1"},
      {"192.0.2.10", "192.0.2.10", "198.51.100.1:4711", "198.51.100.1"},
      {"192.0.2.10", "192.0.2.10", "[2001:db8::1]:4711", "2001:db8::1"},
      {"192.0.2.10", "192.0.2.10", "[2001:db8::1]", "2001:db8::1"},
      {"192.0.2.10", "192.0.2.10", "2001:db8::1", "2001:db8::1"},
      {"192.0.2.10", "192.0.2.10", "198.51.100.1, unknown", "192.0.2.10"},
      {"192.0.2.10", "192.0.2.10", "[2001:db8::1", "192.0.2.10"},
      {"192.0.2.10", "192.0.2.10", "[]", "192.0.2.10"},
      {"192.0.2.10", "192.0.2.10", ",", "192.0.2.10"},
      {"192.0.2.10", "192.0.2.10", "", "192.0.2.10"},
      {"0.0.0.0/0", "", "198.51.100.1", ""},
      {"192.0.2.10", "::ffff:192.0.2.10", "198.51.100.1", "198.51.100.1"},
  };
  (void)state;
  struct arena *a = arena_new(1 << 20);
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    const char *client =
        client_address(a, rows[i].trusted, rows[i].remote, rows[i].forwarded);
    assert_non_null(client);
    if (strcmp(client, rows[i].client) != 0)
      fail_msg("%s: %s", rows[i].forwarded, client);
  }
  arena_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_first_stranger_from_the_right)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
