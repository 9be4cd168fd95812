#include "import/files/import_redirect_line.h"

#include "support.h"

struct expected {
  const char *line;
  enum import_redirect_kind kind;
  const char *from, *to;
};

static const struct expected lines[] = {
    {"/a/ /b/", IMPORT_REDIRECT_TO, "/a/", "/b/"},
    {"/a/\t/b/\t302", IMPORT_REDIRECT_TO, "/a/", "/b/"},
    {"/a/ /b/ 301!", IMPORT_REDIRECT_TO, "/a/", "/b/"},
    {"/a/,https://example.org/b,308", IMPORT_REDIRECT_TO, "/a/",
        "https://example.org/b"},
    {"\"/a b/\";'/c,d/'", IMPORT_REDIRECT_TO, "/a b/", "/c,d/"},
    {"https://old.example/a /b/", IMPORT_REDIRECT_TO, "https://old.example/a", "/b/"},
    {"Redirect 301 /a /b", IMPORT_REDIRECT_TO, "/a", "/b"},
    {"Redirect /a /b", IMPORT_REDIRECT_TO, "/a", "/b"},
    {"RedirectPermanent /a http://example.org/", IMPORT_REDIRECT_TO, "/a",
        "http://example.org/"},
    {"Redirect gone /a", IMPORT_REDIRECT_GONE, "/a", NULL},
    {"/a/ / 410", IMPORT_REDIRECT_GONE, "/a/", NULL},
    {"/blog/* /:splat", IMPORT_REDIRECT_PATTERN, NULL, NULL},
    {"/blog/:year/ /x/", IMPORT_REDIRECT_PATTERN, NULL, NULL},
    {"RewriteRule ^a$ /b [R=301]", IMPORT_REDIRECT_PATTERN, NULL, NULL},
    {"rewrite ^/a$ /b permanent;", IMPORT_REDIRECT_PATTERN, NULL, NULL},
    {"/a /b 200", IMPORT_REDIRECT_OTHER, NULL, NULL},
    {"/a/", IMPORT_REDIRECT_BAD, NULL, NULL},
    {"nonsense", IMPORT_REDIRECT_BAD, NULL, NULL},
    {"a/b c", IMPORT_REDIRECT_BAD, NULL, NULL},
    {"\"", IMPORT_REDIRECT_BAD, NULL, NULL},
    {"source,destination", IMPORT_REDIRECT_NONE, NULL, NULL},
    {"", IMPORT_REDIRECT_NONE, NULL, NULL},
    {" , ", IMPORT_REDIRECT_NONE, NULL, NULL},
    {"# /a /b", IMPORT_REDIRECT_NONE, NULL, NULL},
};

static void a_line_is_split(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
    char line[100];
    const char *from = NULL, *to = NULL;
    snprintf(line, sizeof line, "%s", lines[i].line);
    enum import_redirect_kind kind = import_redirect_line(line, &from, &to);
    if (kind != lines[i].kind)
      fail_msg("\"%s\" is %d", lines[i].line, (int)kind);
    if (lines[i].from)
      assert_string_equal(from, lines[i].from);
    if (lines[i].to)
      assert_string_equal(to, lines[i].to);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(a_line_is_split)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
