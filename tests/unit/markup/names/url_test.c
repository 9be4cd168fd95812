#include "markup/names/url.h"

#include "base/limits.h"
#include "support.h"

static void accepts_websites(void **state) {
  static const char *const good[] = {"http://example.com", "https://example.com/",
      "HTTPS://EXAMPLE.COM/A?b=c&d=%C3%A9#frag", "http://example.com:8080/x",
      "http://example.com:1", "http://example.com:65535", "http://127.0.0.1/",
      "http://192.168.0.1:80/", "http://[::1]/", "https://[2001:db8::1]:443/x",
      "https://[::ffff:1.2.3.4]", "http://bücher.example/é", "https://例え.jp/道?問#答",
      "http://xn--bcher-kva.example", "http://example.com.",
      "http://a.b-c.example/~user/(x)/;y=1,2", "http://example.com?x=@",
      "https://example.com/@user", "http://example.com/a//b/../c",
      "http://example.com/:x", "http://example.com/'quoted'!$&*+="};
  (void)state;
  for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
    if (url_check(good[i]))
      print_error("%s\n", good[i]);
    assert_err(url_check(good[i]), OK);
  }
}

static void refuses_what_is_no_website(void **state) {
  static const char *const bad[] = {"", "example.com", "//example.com", "/x",
      "http:", "http:/example.com", "http://", "http:///x", "http://?x", "http://#x",
      "https://:80", "http://localhost/", "ftp://example.com", "javascript:alert(1)",
      "JaVaScRiPt://example.com/%0aalert(1)", "data:text/html,x",
      "mailto:a@example.com", "http://user@example.com", "http://user:pass@example.com",
      "http://@example.com", "http://example.com@evil.example", "http://example.com:0",
      "http://example.com:65536", "http://example.com:", "http://example.com:8a",
      "http://example.com:-1", "http://example.com:000080", "http://example.com:080",
      "http://exa mple.com", "http://example.com/a b", " http://example.com",
      "http://example.com ", "http://example.com/\t", "http://example.com/\n",
      "http://example.com/\x01", "http://example.com/\x7f",
      "http://example.com/\xc2\x85", "http://example.com/\xc2\xa0",
      "http://example.com/\xe3\x80\x80", "http://example.com/\xe2\x80\xaepng",
      "http://example.com/\xe2\x81\xa6", "http://example.com/\xd8\x9c",
      "http://example.com/\xff", "http://example.com\\@evil", "http://example.com/\\x",
      "http://example.com/<b>", "http://example.com/\"x", "http://example.com/%",
      "http://example.com/%2", "http://example.com/%zz", "http://example.com/{x}",
      "http://example.com/a|b", "http://example.com/[x]", "http://example.com/#a#b",
      "http://-example.com", "http://exa_mple.com", "http://example..com",
      "http://.example.com", "http://1.2.3", "http://256.1.1.1", "http://1.2.3.04",
      "http://example.1", "http://[::1", "http://[::g]", "http://[]",
      "http://[::1%25eth0]", "http://::1/", "http://[1.2.3.4]", "http://[::1]x",
      "http://😀.example", "http://exam\xc2\xadple.com", "http://xn--a.example",
      "http://a%2eb.example", "http://%65xample.com"};
  (void)state;
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    if (!url_check(bad[i]))
      print_error("%s\n", bad[i]);
    assert_err(url_check(bad[i]), ERR_INVALID);
  }
}

static void recognises_an_origin(void **state) {
  static const char *const good[] = {"http://a", "http://localhost:8080",
      "https://example.org", "https://Example.org:8443", "http://127.0.0.1:1",
      "http://[::1]", "http://[2001:db8:0:1::1]:65535",
      "https://xn--bcher-kva.example"};
  static const char *const bad[] = {"http://", "http://:80", "http://a:", "http://a:0",
      "http://a:080", "http://a:65536", "http://a:99999", "http://a:8a", "http://a b",
      "http://a..b", "http://.a", "http://a.", "http://-a", "http://a-", "http://1.2.3",
      "http://256.1.1.1", "http://[::1", "http://[::g]:80", "http://a/", "http://a?b",
      "http://u@a", "http://xn--a.example", "ftp://a", "a"};
  (void)state;
  for (size_t i = 0; i < sizeof good / sizeof *good; i++)
    if (!url_is_origin(good[i]))
      fail_msg("%s is none", good[i]);
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
    if (url_is_origin(bad[i]))
      fail_msg("%s is one", bad[i]);
}

static void the_length_is_limited(void **state) {
  char s[2 * LIMIT_URL + 8] = "http://example.com/";
  size_t n = strlen(s);
  (void)state;
  memset(s + n, 'a', LIMIT_URL - n);
  assert_err(url_check(s), OK);
  s[LIMIT_URL] = 'a';
  assert_err(url_check(s), ERR_TOO_LARGE);
  /* Characters count, not bytes. */
  s[n] = '\0';
  for (size_t i = n; i < LIMIT_URL; i++)
    strcat(s, "é");
  assert_err(url_check(s), OK);
  strcat(s, "é");
  assert_err(url_check(s), ERR_TOO_LARGE);
}

static void classifies(void **state) {
  static const struct {
    const char *url;
    enum url_kind kind;
  } cases[] = {{"https://example.com/", URL_EXTERNAL},
      {"HTTP://example.com", URL_EXTERNAL}, {"//example.com/x", URL_EXTERNAL},
      {"mailto:a@example.com", URL_CONTACT}, {"tel:+49-1", URL_CONTACT},
      {"TEL:1", URL_CONTACT}, {"", URL_RELATIVE}, {"a.html", URL_RELATIVE},
      {"../b/c.png?x=1#y", URL_RELATIVE}, {"/x", URL_RELATIVE},
      {"?x=a:b", URL_RELATIVE}, {"./a:b", URL_RELATIVE}, {"a b.png", URL_RELATIVE},
      {"#top", URL_FRAGMENT}, {"#a:b", URL_FRAGMENT}, {"?a\\b", URL_RELATIVE},
      {"javascript:alert(1)", URL_UNSAFE}, {"JAVASCRIPT:x", URL_UNSAFE},
      {" javascript:x", URL_UNSAFE}, {"\x01javascript:x", URL_UNSAFE},
      {"java\tscript:x", URL_UNSAFE}, {"java\nscript:x", URL_UNSAFE},
      {"java\rscript:x", URL_UNSAFE}, {"javascript\t:x", URL_UNSAFE},
      {"\xc2\x85javascript:x", URL_UNSAFE}, {"\xc2\xa0javascript:x", URL_UNSAFE},
      {"\xe2\x80\x8bjavascript:x", URL_UNSAFE},
      {"\xef\xbb\xbfjavascript:x", URL_UNSAFE}, {"vbscript:x", URL_UNSAFE},
      {"data:text/html,x", URL_UNSAFE}, {"data:image/png;base64,x", URL_UNSAFE},
      {"blob:x", URL_UNSAFE}, {"file:///etc/passwd", URL_UNSAFE},
      {"ftp://example.com", URL_UNSAFE}, {"view-source:x", URL_UNSAFE},
      {"x:y", URL_UNSAFE}, {":x", URL_UNSAFE}, {"http:", URL_UNSAFE},
      {"http:x", URL_UNSAFE}, {"http://", URL_UNSAFE}, {"http:///x", URL_UNSAFE},
      {"///x", URL_UNSAFE}, {"//", URL_UNSAFE}, {"\\\\example.com", URL_UNSAFE},
      {"/\\example.com", URL_UNSAFE}, {"a\\b", URL_UNSAFE}, {"http://a\\b", URL_UNSAFE},
      {" a", URL_UNSAFE}, {"a\x7f", URL_UNSAFE}, {"\xff", URL_UNSAFE}};
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    if (url_classify(cases[i].url) != cases[i].kind)
      print_error("%s\n", cases[i].url);
    assert_int_equal(url_classify(cases[i].url), cases[i].kind);
  }
}

static void put(const char *url, const char *want) {
  struct buf b = {0};
  url_put(&b, url);
  assert_string_equal(buf_text(&b), want);
  buf_free(&b);
}

static void encodes(void **state) {
  (void)state;
  put("/a b/é?x=1&y=[2]#z", "/a%20b/é?x=1&y=%5B2%5D#z");
  put("/100%/%zz/%20", "/100%25/%25zz/%20");
  put("/\"<>\\^`{|}", "/%22%3C%3E%5C%5E%60%7B%7C%7D");
  put("/a#b#c", "/a#b%23c");
  put("http://[::1]:80/[x]", "http://[::1]:80/%5Bx%5D");
  put("/\xff\xe2\x80\xae", "/%FF%E2%80%AE");
}

static void leaves_the_path_of_an_address(void **state) {
  static const char *const cases[][2] = {{"https://example.org/a/?b=c#d", "/a/?b=c#d"},
      {"https://example.org", ""}, {"https://example.org/", "/"}, {"/a/b", "/a/b"},
      {"a", "a"}, {"", ""},
      {"/go?to=https://example.org/x", "/go?to=https://example.org/x"},
      {"?to=https://example.org/x", "?to=https://example.org/x"}};
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_string_equal(url_without_origin(cases[i][0]), cases[i][1]);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(accepts_websites),
      cmocka_unit_test(refuses_what_is_no_website),
      cmocka_unit_test(recognises_an_origin),
      cmocka_unit_test(the_length_is_limited),
      cmocka_unit_test(classifies),
      cmocka_unit_test(leaves_the_path_of_an_address),
      cmocka_unit_test(encodes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
