#include "net/net_public.h"

#include "support.h"

static bool is_public(const char *text) {
  struct network_address a;
  if (!network_address_read(text, &a))
    fail_msg("%s is no address", text);
  return net_public_has(&a);
}

static void public_addresses(void **state) {
  static const char *const all[] = {"1.1.1.1", "9.255.255.255", "11.0.0.0",
      "100.63.0.1", "100.128.0.1", "126.1.1.1", "128.0.0.1", "172.15.1.1", "172.32.0.1",
      "192.167.1.1", "192.169.1.1", "198.17.1.1", "223.255.255.254", "2606:4700::1111",
      "2a00:1450:4001::1", "2001:200::1", "::ffff:8.8.8.8"};
  (void)state;
  for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
    if (!is_public(all[i]))
      fail_msg("%s is public", all[i]);
}

/* Each family of tricks that reports of other programs have: other spellings of this
 * machine, metadata services of hosting companies, IPv4 in IPv6. */
static void addresses_of_ones_own(void **state) {
  static const char *const all[] = {"0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1",
      "127.0.0.1", "127.255.255.254", "169.254.169.254", "172.16.0.1", "172.31.255.255",
      "192.0.0.170", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1",
      "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.1.1.1", "240.0.0.1",
      "255.255.255.255", "::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
      "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1", "100::1", "2001::1",
      "2001:db8::1", "2002:7f00:1::1", "3fff::1", "fc00::1", "fd12:3456::1", "fe80::1",
      "fec0::1", "ff02::1"};
  (void)state;
  for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
    if (is_public(all[i]))
      fail_msg("%s is not public", all[i]);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(public_addresses),
      cmocka_unit_test(addresses_of_ones_own),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
