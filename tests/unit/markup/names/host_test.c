#include "markup/names/host.h"

#include "support.h"

static void domain_names(void **state) {
  static const struct {
    const char *name;
    bool valid;
    size_t dots;
  } rows[] = {
      {"example.org", true, 1},
      {"a.b-c.example", true, 2},
      {"localhost", true, 0},
      {"bücher.example", true, 1},
      {"xn--bcher-kva.example", true, 1},
      {"例え.テスト", true, 1},
      {"xn--a.example", false, 0},
      {"-a.example", false, 0},
      {"a-.example", false, 0},
      {"a..example", false, 0},
      {".example", false, 0},
      {"example.", false, 0},
      {"a_b.example", false, 0},
      {"1.2.3.4", false, 0},
      {"a\u200b.example", false, 0},
      {"a。example", false, 0},
      {"", false, 0},
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    size_t dots = 99;
    bool valid = host_is_domain(rows[i].name, strlen(rows[i].name), &dots);
    if (valid != rows[i].valid || (valid && dots != rows[i].dots))
      fail_msg("%s: %d, %zu dots", rows[i].name, valid, dots);
  }
}

static void lengths_are_limited(void **state) {
  char name[300];
  (void)state;
  memset(name, 'a', sizeof name);
  memcpy(name + 63, ".b", 2);
  assert_true(host_is_domain(name, 65, NULL));
  memset(name, 'a', sizeof name);
  assert_false(host_is_domain(name, 64, NULL));
  for (int i = 50; i < 300; i += 50)
    name[i] = '.';
  assert_true(host_is_domain(name, 253, NULL));
  assert_false(host_is_domain(name, 254, NULL));
}

static void ip_addresses(void **state) {
  (void)state;
  assert_true(host_is_ipv4("192.0.2.1", 9));
  assert_false(host_is_ipv4("192.0.2.256", 11));
  assert_false(host_is_ipv4("192.0.2.01", 10));
  assert_false(host_is_ipv4("192.0.2", 7));
  assert_true(host_is_ipv6("2001:db8::1", 11));
  assert_false(host_is_ipv6("2001:db8::1%eth0", 16));
  assert_false(host_is_ipv6("[::1]", 5));
  assert_false(host_is_ipv6("", 0));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(domain_names),
      cmocka_unit_test(lengths_are_limited),
      cmocka_unit_test(ip_addresses),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
