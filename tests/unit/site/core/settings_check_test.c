#include "site/core/settings_check.h"

#include "support.h"

typedef const char *check(const char *v);

static void allows(check *is, const char *const *values) {
  for (; *values; values++)
    if (is(*values))
      fail_msg("\"%s\" %s", *values, is(*values));
}

static void refuses(check *is, const char *const *values) {
  for (; *values; values++)
    if (!is(*values))
      fail_msg("\"%s\" was allowed", *values);
}

static void words(void **state) {
  static const char *const notices[] = {"immediately", "daily", "none", NULL};
  static const char *const flags[] = {"yes", "no", NULL};
  static const char *const bad[] = {"", "Yes", "immediate", "none ", "1", NULL};
  (void)state;
  allows(settings_check_notices, notices);
  refuses(settings_check_notices, bad);
  allows(settings_check_yes_no, flags);
  refuses(settings_check_yes_no, bad);
}

static void addresses(void **state) {
  static const char *const good[] = {"", "you@example.org",
      "b+c@b\xc3\xbc"
      "cher.example",
      NULL};
  static const char *const bad[] = {"you", "You <you@example.org>", "a@b.c, d@e.f",
      "a@example.org\nBcc: b@example.org", "-oQ/tmp@", NULL};
  (void)state;
  allows(settings_check_address, good);
  refuses(settings_check_address, bad);
}

static void addresses_and_formats_are_checked(void **state) {
  static const char *const hubs[] = {
      "", "https://hub.example/", "http://hub.example/a?b", NULL};
  static const char *const bad_hubs[] = {"hub.example", "ftp://hub.example/",
      "https://", "javascript:alert(1)", "https://hub.example/ b", NULL};
  static const char *const formats[] = {"", "webp", "avif", "webp avif", NULL};
  static const char *const bad_formats[] = {"png", "webp,avif", "WebP", NULL};
  (void)state;
  allows(settings_check_website, hubs);
  refuses(settings_check_website, bad_hubs);
  allows(settings_check_picture_formats, formats);
  refuses(settings_check_picture_formats, bad_formats);
}

static void ports(void **state) {
  static const char *const good[] = {
      "", "127.0.0.1:9464", "[::1]:1", "0.0.0.0:65535", "[2001:db8::2]:9464", NULL};
  static const char *const bad[] = {"127.0.0.1", "9464", ":9464", "localhost:9464",
      "127.0.0.1:", "127.0.0.1:0", "127.0.0.1:65536", "127.0.0.1:99999999999",
      "127.0.0.1: 80", "127.0.0.1:80x", "::1:80", "[::1]80", "[::1:80",
      "[127.0.0.1]:80", "127.0.0.1:80\n", "[]:80", NULL};
  (void)state;
  allows(settings_check_port, good);
  refuses(settings_check_port, bad);
}

static void recipients(void **state) {
#define KEY_A "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj"
#define KEY_B "age14jgaxutpct72993x4fv3s5q6w2pj7l307xqrpdjqc2gfcpy0gcnqyrpzcr"
  static const char *const good[] = {
      "", KEY_A, KEY_A "," KEY_B, KEY_A ", " KEY_B, NULL};
  static const char *const bad[] = {"age1", "ada@example.org", "keys.txt",
      "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwx", KEY_A KEY_B,
      KEY_A ",x", "ssh-ed25519 AAAA",
      "AGE-SECRET-KEY-1EGTZVFFV20835NWYV6270LXYVK2VKNX2MMDKWYKLMGR48UAWX40Q2P2LM0",
      NULL};
  (void)state;
  allows(settings_check_recipients, good);
  refuses(settings_check_recipients, bad);
}

static void commands(void **state) {
  static const char *const good[] = {
      "/usr/sbin/sendmail -t -i", "msmtp -t -i -C mail.conf", "x", NULL};
  static const char *const bad[] = {"", " ", "sendmail \"-F Ada\"", "sendmail; rm x",
      "sendmail | tee", "sendmail $HOME", "a\nb", NULL};
  (void)state;
  allows(settings_check_command, good);
  refuses(settings_check_command, bad);
}

static void the_message_is_the_end_of_a_sentence(void **state) {
  (void)state;
  assert_string_equal(settings_check_yes_no("on"), "must be yes or no");
  assert_string_equal(settings_check_title(" "), "must not be empty");
  assert_true(settings_check_is_translated("de-AT"));
  assert_false(settings_check_is_translated("fr"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(words),
      cmocka_unit_test(addresses),
      cmocka_unit_test(addresses_and_formats_are_checked),
      cmocka_unit_test(commands),
      cmocka_unit_test(ports),
      cmocka_unit_test(recipients),
      cmocka_unit_test(the_message_is_the_end_of_a_sentence),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
