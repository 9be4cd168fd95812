#include "support.h"

#include "base/buf.h"
#include "site/core/permalink.h"
#include "site/core/settings.h"

static void assert_fault(const char *ini, const char *want) {
  char why[400] = "";
  struct settings c;
  struct arena *a = arena_new(1 << 20);
  char *folder = support_folder();
  support_write(folder, "site.ini", ini);
  assert_err(settings_read(a, folder, &c, why, sizeof why), ERR_CONFIG);
  if (!strstr(why, want))
    fail_msg("\"%s\" does not say \"%s\"", why, want);
  free(folder);
  arena_free(a);
}

static void test_faults(void **state) {
  (void)state;
  assert_fault("[site]\nnonsense = 1\n", "site.ini:2: unknown key \"nonsense\"");
  assert_fault("[site]\n\ntime_zone = Mars/Base\n", ":3: time_zone is not a time zone");
  assert_fault("[site]\ntime_zone = zone.tab\n", "site.ini:2: time_zone is not a time");
  assert_fault("[site]\ntime_zone = Europe\n", "site.ini:2: time_zone is not a time");
  assert_fault("[site]\nper_page = many\n", "whole number from 1 to 100");
  assert_fault("[site]\nbase_url = example.org\n", "must begin with http");
  assert_fault("[site]\nbase_url = https://example.org/\n", "without a path");
  assert_fault("[site]\npermalink = /:year/\n", "must contain :slug once");
  assert_fault("[site]\npermalink = /page/:slug/\n", "reserved");
  assert_fault("[site]\npermalink = /:slug/:year/\n", "as its last part");
  assert_fault("[site]\npermalink = /:slug/x/\n", "as its last part");
  assert_fault("[comments]\nmoderation = some\n", "must be all or none");
  assert_fault("[site]\ntitle = a\ntitle = b\n", "twice");
  assert_fault("[site]\nrubbish\n", ":2: is not of the form key = value");
  assert_fault("[site\ntitle = a\n", "site.ini:1: begins like a section");
  assert_fault("[site] x\ntitle = a\n", "site.ini:1: begins like a section");
  assert_fault("\n[sight]\ntitle = a\n", "site.ini:2: unknown section [sight]");
  assert_fault("title = a\n", ":1: unknown key \"title\" in section []");
  assert_fault("[site]\ntitle = \xff\n", ":2: is not UTF-8");
  assert_fault("[site]\nlanguage = 4u\n", ":2: language is not the tag");
  assert_fault(
      "[site]\nbase_url = https://exa mple.org\n", ":2: base_url must be ASCII");
  assert_fault("[site]\nbase_url = https://:80\n", "name a host");
  assert_fault("[site]\ntitle = a\nbase_url = http://a\n\naliases = http://b c\n",
      "site.ini:5: aliases: \"c\" must begin with http");
  assert_fault("[site]\nbase_url = http://a\n", "site.ini: title is missing: write");
  assert_fault("[site]\ntitle = a\n", "site.ini: base_url is missing: write");
}

static void test_a_long_line(void **state) {
  (void)state;
  struct buf ini = {0};
  buf_puts(&ini, "[site]\ntitle = ");
  for (int i = 0; i < 4096; i++)
    buf_putc(&ini, 'x');
  assert_fault(buf_text(&ini), "site.ini:2: is longer than");
  buf_clear(&ini);
  for (int i = 0; i < 9000; i++)
    buf_puts(&ini, "# eight\n");
  assert_fault(buf_text(&ini), "site.ini is no text of at most 64 KiB");
  buf_free(&ini);
}

static void test_the_environment(void **state) {
  (void)state;
  setenv("PAMPHLET_BASE_URL", "https://a\n.example", 1);
  assert_fault("[site]\ntitle = a\n", "PAMPHLET_BASE_URL must be ASCII without spaces");
  setenv("PAMPHLET_BASE_URL", "https://a.example/", 1);
  assert_fault("[site]\ntitle = a\n", "PAMPHLET_BASE_URL must be scheme and host");
  unsetenv("PAMPHLET_BASE_URL");
}

/* What init is given is what comes back. */
static void check_title(const char *title) {
  char why[400] = "";
  struct settings c;
  struct arena *a = arena_new(1 << 20);
  char *folder = support_folder();
  const struct settings_initial choice = {.title = title, .language = "ar"};
  assert_err(settings_write(folder, &choice, why, sizeof why), OK);
  assert_err(settings_read(a, folder, &c, why, sizeof why), OK);
  assert_string_equal(c.title, title);
  assert_string_equal(c.language, "ar");
  free(folder);
  arena_free(a);
}

static void test_titles(void **state) {
  (void)state;
  char longest[301];
  memset(longest, 'x', 300);
  longest[300] = '\0';
  check_title("Boats ; bread # weather");
  check_title("; # [x] = y");
  check_title("\"Quoted\" and 'so' \\ on");
  check_title("أخبار الميناء");
  check_title(longest);
}

static void test_init_refuses_what_it_could_not_read(void **state) {
  (void)state;
  char title[4200], why[400] = "";
  const struct settings_initial choice = {.title = title};
  char *folder = support_folder();
  memset(title, 'x', sizeof title - 1);
  title[sizeof title - 1] = '\0';
  assert_err(settings_write(folder, &choice, why, sizeof why), ERR_CONFIG);
  assert_string_equal(why, "title is too long: 4000 bytes are the most");
  free(folder);
}

static void test_written(void **state) {
  (void)state;
  char why[400] = "";
  struct settings c;
  struct arena *a = arena_new(1 << 20);
  char *folder = support_folder();
  const struct settings_initial choice = {
      .title = "A & B", .tagline = "c", .base_url = "https://example.org"};
  assert_err(settings_write(folder, &choice, why, sizeof why), OK);
  assert_err(settings_read(a, folder, &c, why, sizeof why), OK);
  assert_string_equal(c.title, "A & B");
  assert_string_equal(c.tagline, "c");
  assert_string_equal(c.base_url, "https://example.org");
  assert_string_equal(c.origins[0], "https://example.org");
  assert_true(c.hold_all);
  assert_int_equal(c.max_depth, 5);
  assert_err(settings_write(folder, &choice, why, sizeof why), ERR_EXISTS);
  free(folder);
  arena_free(a);
}

/* Reads settings that have `lines` besides what must be there. */
static struct settings config_of(struct arena *a, const char *lines) {
  char why[400] = "", ini[300];
  struct settings c = {0};
  char *folder = support_folder();
  snprintf(ini, sizeof ini, "%s\n[site]\n%s%s", lines,
      strstr(lines, "title =") ? "" : "title = T\n",
      strstr(lines, "base_url =") ? "" : "base_url = http://localhost\n");
  support_write(folder, "site.ini", ini);
  if (settings_read(a, folder, &c, why, sizeof why))
    fail_msg("%s", why);
  free(folder);
  return c;
}

static void test_origins(void **state) {
  (void)state;
  struct arena *a = arena_new(1 << 20);
  struct settings c =
      config_of(a, "[site]\nbase_url = https://example.org\n"
                   "aliases = https://www.example.org  http://old.example");
  assert_string_equal(c.origins[0], "https://example.org");
  assert_string_equal(c.origins[1], "https://www.example.org");
  assert_string_equal(c.origins[2], "http://old.example");
  assert_null(c.origins[3]);
  arena_free(a);
}

static void test_a_host_that_is_none(void **state) {
  static const char *const bad[] = {"http://a:0", "http://a:99999",
      "http://a:", "http://a..b", "http://.a", "http://a.", "http://-a.b",
      "http://1.2.3", "http://[::1", "http://a:80:80", "http://a_b", "http://a%20b"};
  (void)state;
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    char ini[200];
    snprintf(ini, sizeof ini, "[site]\ntitle = T\nbase_url = %s\n", bad[i]);
    assert_fault(ini, "site.ini:3: base_url must name a host");
    snprintf(ini, sizeof ini, "[site]\ntitle = T\nbase_url = http://a\naliases = %s\n",
        bad[i]);
    assert_fault(ini, "site.ini:4: aliases: \"http://");
  }
}

/* A browser says "http://a" in Origin for both. */
static void test_the_usual_port(void **state) {
  (void)state;
  struct arena *a = arena_new(1 << 20);
  struct settings c = config_of(a, "[site]\nbase_url = https://a.example:443\n"
                                   "aliases = http://a.example:80 http://b.example:443 "
                                   "https://c.example:80 http://[::1]:80");
  assert_string_equal(c.base_url, "https://a.example");
  assert_string_equal(c.origins[0], "https://a.example");
  assert_string_equal(c.origins[1], "http://a.example");
  assert_string_equal(c.origins[2], "http://b.example:443");
  assert_string_equal(c.origins[3], "https://c.example:80");
  assert_string_equal(c.origins[4], "http://[::1]");
  c = config_of(a, "[site]\nbase_url = http://[fe80::80]\n");
  assert_string_equal(c.base_url, "http://[fe80::80]");
  arena_free(a);
}

/* What a page can show is in the hash, so that a change of it makes new ETags. */
static void test_hash(void **state) {
  static const char *const shown[] = {"[site]\ntitle = x", "[site]\ntagline = x",
      "[site]\nbase_url = https://example.org", "[site]\nlanguage = en-GB",
      "[site]\ntime_zone = Europe/Berlin", "[site]\nper_page = 11",
      "[comments]\nmax_depth = 4"};
  (void)state;
  struct arena *a = arena_new(1 << 20);
  uint64_t hashes[8] = {config_of(a, "").hash};
  assert_int_equal(config_of(a, "[comments]\nflood_seconds = 3").hash, hashes[0]);
  for (size_t i = 0; i < sizeof shown / sizeof shown[0]; i++) {
    hashes[i + 1] = config_of(a, shown[i]).hash;
    for (size_t j = 0; j <= i; j++)
      if (hashes[j] == hashes[i + 1])
        fail_msg("%s is not in the hash", shown[i]);
  }
  arena_free(a);
}

static void test_permalink(void **state) {
  (void)state;
  struct arena *a = arena_new(1 << 20);
  const int64_t t = INT64_C(1795478400) * 1000000; /* 24 November 2026 */
  assert_string_equal(permalink_make(a, "/:year/:month/:slug/", t, "x"), "/2026/11/x/");
  assert_string_equal(
      permalink_make(a, "/:year/:month/:day/:slug/", t, "x"), "/2026/11/24/x/");
  assert_string_equal(permalink_make(a, "/:slug/", t, "x"), "/x/");
  assert_string_equal(permalink_encode(a, "/a b/é/"), "/a%20b/%C3%A9/");
  assert_string_equal(permalink_normalise(a, "//A//É"), "/a/é/");
  assert_string_equal(permalink_normalise(a, ""), "/");
  arena_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_faults),
      cmocka_unit_test(test_a_long_line), cmocka_unit_test(test_the_environment),
      cmocka_unit_test(test_titles),
      cmocka_unit_test(test_init_refuses_what_it_could_not_read),
      cmocka_unit_test(test_written), cmocka_unit_test(test_origins),
      cmocka_unit_test(test_a_host_that_is_none), cmocka_unit_test(test_the_usual_port),
      cmocka_unit_test(test_hash), cmocka_unit_test(test_permalink)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
