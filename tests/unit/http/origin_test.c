#include "http/origin.h"

#include "support.h"

static void test_rules(void **state) {
  static const char *const allowed[] = {
      "https://blog.example", "http://localhost:8080", NULL};
  static const struct {
    const char *fetch_site, *origin;
    enum err e;
  } rows[] = {
      {"same-origin", "", OK},
      {"same-origin", "https://evil.example", OK},
      {"none", "", OK},
      {"same-site", "", ERR_CROSS_SITE},
      {"cross-site", "", ERR_CROSS_SITE},
      {"cross-site", "https://blog.example", ERR_CROSS_SITE},
      {"Same-Origin", "", ERR_CROSS_SITE},
      {"junk", "", ERR_CROSS_SITE},
      {"", "", OK},
      {"", "https://blog.example", OK},
      {"", "HTTPS://Blog.Example", OK},
      {"", "http://localhost:8080", OK},
      {"", "http://blog.example", ERR_CROSS_SITE},
      {"", "https://blog.example:8443", ERR_CROSS_SITE},
      {"", "https://blog.example.evil.example", ERR_CROSS_SITE},
      {"", "https://evil.example", ERR_CROSS_SITE},
      {"", "https://blog.exampl", ERR_CROSS_SITE},
      {"", "http://localhost", ERR_CROSS_SITE},
      {"", "null", ERR_CROSS_SITE},
      {"", " ", ERR_CROSS_SITE},
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    struct request r = {.sec_fetch_site = rows[i].fetch_site, .origin = rows[i].origin};
    enum err e = origin_check(&r, allowed);
    if (e != rows[i].e)
      fail_msg("%s, %s: %s", rows[i].fetch_site, rows[i].origin, err_name(e));
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_rules)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
