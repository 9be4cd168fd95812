/* E-mail and web addresses of commenters. */
#include "support.h"

#include "text/email.h"
#include "text/url.h"

static const char *const good_emails[] = {"a@b.co", "first.last@example.org",
    "x+tag@sub.example.co.uk", "o'neil@example.ie", "1@example.org",
    "!#$%&'*+/=?^_`{|}~-@example.org", "用户@例子.广告", "δοκιμή@παράδειγμα.δοκιμή",
    "josé@example.org", "a@xn--fsqu00a.xn--0zwm56d", "a-b@ex-ample.org", NULL};

static const char *const bad_emails[] = {"", "plain", "@example.org", "a@", "a@b",
    "a b@example.org", "a@exa mple.org", "a@@example.org", "a@b@example.org",
    ".a@example.org", "a.@example.org", "a..b@example.org", "\"a b\"@example.org",
    "a@[127.0.0.1]", "a@127.0.0.1", "a@-example.org", "a@example-.org",
    "a@example..org", "a@.example.org", "a@example.org.", "a\n@example.org",
    "a\t@example.org", "a@example.123", "a,b@example.org", "a<b>@example.org",
    "a(c)@example.org", "a\xe2\x80\xae@example.org", "a\xc2\xa0@example.org",
    "a\\@example.org", "a:b@example.org", "a;b@example.org", "a\x7f@example.org",
    "\xff@example.org", NULL};

static void test_email(void **state) {
  (void)state;
  for (const char *const *s = good_emails; *s; s++)
    if (email_check(*s) != OK)
      fail_msg("refused: %s", *s);
  for (const char *const *s = bad_emails; *s; s++)
    if (email_check(*s) == OK)
      fail_msg("taken: %s", *s);
}

/* Every good local part at every good domain is an address; one bad part makes it none.
 */
static const char *const good_locals[] = {"a", "A", "0", "ann", "ann.lee", "a.b.c",
    "ann+news", "ann-lee", "ann_lee", "o'neil", "x=y", "a!b", "#1", "50%", "a/b", "{x}",
    "~me", "josé", "用户", "पत्र", NULL};
static const char *const good_domains[] = {"b.co", "example.org", "mail.example.org",
    "ex-ample.org", "a1.example.org", "1a.org", "xn--bcher-kva.example",
    "bücher.example", "例子.测试", "παράδειγμα.δοκιμή", "a.b.c.d.e.org", NULL};
static const char *const bad_locals[] = {"", ".", ".a", "a.", "a..b", "a b", "a\tb",
    "a\nb", "(a)", "<a>", "[a]", "a,b", "a;b", "a:b", "a\\b", "\"a\"", "a@b", "\x7f",
    "a\xff",
    "a\xe2\x80\xae"
    "b",
    NULL};
static const char *const bad_domains[] = {"", ".", "localhost", ".org", "org.",
    "a..org", "-a.org", "a-.org", "a_b.org", "a b.org", "127.0.0.1", "[127.0.0.1]",
    "a.1", "a.org:25", "a.org/", "a@b.org", "a\n.org", "\xff.org", NULL};

static size_t try_all(
    const char *const *locals, const char *const *domains, int wanted) {
  size_t tried = 0;
  for (const char *const *l = locals; *l; l++)
    for (const char *const *d = domains; *d; d++, tried++) {
      char address[200];
      snprintf(address, sizeof address, "%s@%s", *l, *d);
      if ((email_check(address) == OK) != wanted)
        fail_msg("%s: %s", wanted ? "refused" : "taken", address);
    }
  return tried;
}

static void test_email_parts(void **state) {
  (void)state;
  assert_true(try_all(good_locals, good_domains, 1) >= 200);
  assert_true(
      try_all(bad_locals, good_domains, 0) + try_all(good_locals, bad_domains, 0) >=
      200);
}

static void test_email_limits(void **state) {
  (void)state;
  char text[200];
  snprintf(text, sizeof text, "%.64s@%.31s.org",
      "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy");
  assert_int_equal(strlen(text), 100);
  assert_err(email_check(text), OK);
  text[64] = 'x'; /* 65 octets before the @ */
  assert_err(email_check(text), ERR_INVALID);
  snprintf(text, sizeof text, "a@%.63s.%.40s.org",
      "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy",
      "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz");
  assert_err(email_check(text), ERR_TOO_LARGE);
}

static void test_url(void **state) {
  (void)state;
  const char *const good[] = {"http://example.org", "https://example.org/",
      "HTTPS://Example.org:8443/a?b=c#d", "https://例子.广告/路径", "http://127.0.0.1/",
      "http://[::1]:80/x", NULL};
  const char *const bad[] = {"", "example.org", "//example.org", "ftp://example.org",
      "javascript:alert(1)", "http://", "http:///x", "http://a@example.org",
      "http://user:pw@example.org", "http://exa mple.org", "http://example.org/a b",
      "http://example.org:0", "http://example.org:99999", "http://example",
      "http://example.org/\n", "http://example.org\\@evil.org", "http://[::1",
      "http://example.org/\xe2\x80\xae", "http://example.org/\"x", NULL};
  for (const char *const *s = good; *s; s++)
    if (url_check(*s) != OK)
      fail_msg("refused: %s", *s);
  for (const char *const *s = bad; *s; s++)
    if (url_check(*s) == OK)
      fail_msg("taken: %s", *s);
  assert_int_equal(url_classify("javascript:x"), URL_UNSAFE);
  assert_int_equal(url_classify("JaVaScRiPt:x"), URL_UNSAFE);
  assert_int_equal(url_classify("java\nscript:x"), URL_UNSAFE);
  assert_int_equal(url_classify("data:text/html,x"), URL_UNSAFE);
  assert_int_equal(url_classify("/a:b"), URL_RELATIVE);
  assert_int_equal(url_classify("#x"), URL_RELATIVE);
  assert_int_equal(url_classify("//host/x"), URL_EXTERNAL);
  assert_int_equal(url_classify("mailto:a@example.org"), URL_CONTACT);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_email),
      cmocka_unit_test(test_email_parts), cmocka_unit_test(test_email_limits),
      cmocka_unit_test(test_url)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
