#include "http/encoding.h"

#include "support.h"

static void test_named(void **state) {
  static const struct {
    const char *field, *coding;
    bool accepted;
  } rows[] = {
      {"gzip", "gzip", true},
      {"gzip, br", "br", true},
      {"GZIP", "gzip", true},
      {"deflate,gzip;q=0.5", "gzip", true},
      {" br ; q=1.0 , gzip", "br", true},
      {"", "gzip", false},
      {"identity", "gzip", false},
      {"gzipx", "gzip", false},
      {"xgzip", "gzip", false},
      {"gzip;q=0", "gzip", false},
      {"gzip;q=0.000", "gzip", false},
      {"gzip; q=0.001", "gzip", true},
      {"*", "br", true},
      {"*;q=0", "br", false},
      {"br;q=0, *", "br", false},
      {"*;q=0, br", "br", true},
      {",,,", "br", false},
      {"gzip;", "gzip", true},
      {"gzip;q=", "gzip", true},
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
    if (encoding_accepts(rows[i].field, rows[i].coding) != rows[i].accepted)
      fail_msg("\"%s\" and %s", rows[i].field, rows[i].coding);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_named)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
