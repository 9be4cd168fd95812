#include "base/network.h"

#include <string.h>

#include "support.h"

static void addresses_have_one_form(void **state) {
  static const char *const bad[] = {"", "192.0.2", "192.0.2.256", "192.0.2.1 ",
      "example.org", "2001:db8::g", "fe80::1%eth0"};
  struct network_address a, b;
  (void)state;
  assert_true(network_address_read("192.0.2.1", &a));
  assert_true(network_address_read("::ffff:192.0.2.1", &b));
  assert_memory_equal(a.bytes, b.bytes, sizeof a.bytes);
  assert_true(network_address_is_ipv4(&a));
  assert_true(network_address_read("2001:DB8::1", &b));
  assert_false(network_address_is_ipv4(&b));
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
    if (network_address_read(bad[i], &a))
      fail_msg("%s", bad[i]);
}

static void networks_have_addresses(void **state) {
  static const struct {
    const char *list, *address, *entry;
  } rows[] = {
      {"192.0.2.0/24", "192.0.2.255", "192.0.2.0/24"},
      {"192.0.2.0/24", "192.0.3.0", NULL},
      {"192.0.2.64/26", "192.0.2.127", "192.0.2.64/26"},
      {"192.0.2.64/26", "192.0.2.128", NULL},
      {"10.0.0.1, 2001:db8::/33 192.0.2.7", "2001:db8:7fff::1", "2001:db8::/33"},
      {"10.0.0.1, 2001:db8::/33 192.0.2.7", "2001:db8:8000::1", NULL},
      {"10.0.0.1, 2001:db8::/33 192.0.2.7", "192.0.2.7", "192.0.2.7"},
      {"192.0.2.7", "::ffff:192.0.2.7", "192.0.2.7"},
      {"0.0.0.0/0", "203.0.113.9", "0.0.0.0/0"},
      {"0.0.0.0/0", "2001:db8::1", NULL},
      {"::/0", "203.0.113.9", "::/0"},
      {"nonsense,192.0.2.7", "192.0.2.7", "192.0.2.7"},
      {"", "192.0.2.7", NULL},
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    struct network_address a;
    char entry[64] = "";
    assert_true(network_address_read(rows[i].address, &a));
    bool has = network_list_find(rows[i].list, &a, entry, sizeof entry);
    if (has != (rows[i].entry != NULL) || strcmp(entry, has ? rows[i].entry : "") != 0)
      fail_msg("%s in %s: \"%s\"", rows[i].address, rows[i].list, entry);
    assert_int_equal(network_list_has(rows[i].list, &a), has);
  }
}

static void faults_of_lists_are_told(void **state) {
  static const char *const bad[] = {"192.0.2.0/33", "2001:db8::/129", "192.0.2.0/", "a",
      "192.0.2.0/-1", "192.0.2.0/24x", "192.0.2.0 /24",
      "2001:0db8:0000:0000:0000:0000:0000:0000:0000:0000:0000:0000:0000:0000:0001"};
  (void)state;
  assert_null(network_list_fault(""));
  assert_null(network_list_fault(" 192.0.2.7,2001:db8::/32 , ::1"));
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
    if (!network_list_fault(bad[i]))
      fail_msg("%s", bad[i]);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(addresses_have_one_form),
      cmocka_unit_test(networks_have_addresses),
      cmocka_unit_test(faults_of_lists_are_told),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
