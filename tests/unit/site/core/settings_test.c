#include "site/core/settings.h"

#include "base/buf.h"
#include "fail_alloc.h"
#include "support.h"

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

static void faults_name_their_line(void **state) {
  (void)state;
  assert_fault("[site]\nnonsense = 1\n", "site.ini:2: unknown setting \"nonsense\"");
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
  assert_fault(
      "[comments]\nmoderation = some\n", "must be all, first-time, rules or none");
  assert_fault("[site]\ntitle = a\ntitle = b\n", "twice");
  assert_fault("[site]\nrubbish\n", ":2: is not of the form name = value");
  assert_fault("[site\ntitle = a\n", "site.ini:1: begins like a section");
  assert_fault("[site] x\ntitle = a\n", "site.ini:1: begins like a section");
  assert_fault("\n[sight]\ntitle = a\n", "site.ini:2: unknown section [sight]");
  assert_fault("title = a\n", ":1: unknown setting \"title\" in section []");
  assert_fault("[site]\ntitle = \xff\n", ":2: is not UTF-8");
  assert_fault("[site]\nlanguage = 4u\n", ":2: language is not a language tag");
  assert_fault(
      "[site]\nbase_url = https://exa mple.org\n", ":2: base_url must be ASCII");
  assert_fault("[site]\nbase_url = https://:80\n", "name a host");
  assert_fault("[site]\ntitle = a\nbase_url = http://a\n\naliases = http://b c\n",
      "site.ini:5: aliases: \"c\" must begin with http");
  assert_fault("[site]\nbase_url = http://a\n", "site.ini: title is missing: add");
  assert_fault("[site]\ntitle = a\n", "site.ini: base_url is missing: add");
}

static void a_long_line(void **state) {
  (void)state;
  struct buf ini = {0};
  buf_puts(&ini, "[site]\ntitle = ");
  for (int i = 0; i < 101 * 1024; i++)
    buf_putc(&ini, 'x');
  assert_fault(buf_text(&ini), "site.ini:2: is longer than");
  buf_clear(&ini);
  for (int i = 0; i < 70000; i++)
    buf_puts(&ini, "# eight\n");
  assert_fault(buf_text(&ini), "site.ini is not a text file of at most 512 KiB");
  buf_free(&ini);
}

static void the_environment(void **state) {
  (void)state;
  setenv("PAMPHLET_BASE_URL", "https://a\n.example", 1);
  assert_fault("[site]\ntitle = a\n", "PAMPHLET_BASE_URL must be ASCII without spaces");
  setenv("PAMPHLET_BASE_URL", "https://a.example/", 1);
  assert_fault("[site]\ntitle = a\n", "PAMPHLET_BASE_URL must be scheme and host");
  unsetenv("PAMPHLET_BASE_URL");
}

/* Reads settings from `lines` and the required ones that they lack. */
static struct settings settings_with(struct arena *a, const char *lines) {
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

static void origins(void **state) {
  (void)state;
  struct arena *a = arena_new(1 << 20);
  struct settings c =
      settings_with(a, "[site]\nbase_url = https://example.org\n"
                       "aliases = https://www.example.org  http://old.example");
  assert_string_equal(c.origins[0], "https://example.org");
  assert_string_equal(c.origins[1], "https://www.example.org");
  assert_string_equal(c.origins[2], "http://old.example");
  assert_null(c.origins[3]);
  arena_free(a);
}

static void hosts_that_are_not_valid(void **state) {
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

/* A browser sends "Origin: http://a" for both. */
static void the_default_port_is_removed(void **state) {
  (void)state;
  struct arena *a = arena_new(1 << 20);
  struct settings c =
      settings_with(a, "[site]\nbase_url = https://a.example:443\n"
                       "aliases = http://a.example:80 http://b.example:443 "
                       "https://c.example:80 http://[::1]:80");
  assert_string_equal(c.base_url, "https://a.example");
  assert_string_equal(c.origins[0], "https://a.example");
  assert_string_equal(c.origins[1], "http://a.example");
  assert_string_equal(c.origins[2], "http://b.example:443");
  assert_string_equal(c.origins[3], "https://c.example:80");
  assert_string_equal(c.origins[4], "http://[::1]");
  c = settings_with(a, "[site]\nbase_url = http://[fe80::80]\n");
  assert_string_equal(c.base_url, "http://[fe80::80]");
  arena_free(a);
}

/* A value that every check accepts, other than the default. */
static const char *another_value(const struct settings_row *row) {
  static const struct {
    const char *name, *value;
  } texts[] = {{"title", "x"}, {"tagline", "x"}, {"base_url", "https://example.org"},
      {"aliases", "http://a.example"}, {"language", "en-GB"},
      {"time_zone", "Europe/Berlin"}, {"permalink", "/:slug/"}, {"author", "x"},
      {"content", "excerpt"}, {"moderation", "none"}, {"block_words", "x"},
      {"block_urls", "a.example"}, {"block_networks", "192.0.2.0/24"},
      {"trusted_proxies", "192.0.2.1"}, {"metrics_address", "127.0.0.1:9464"},
      {"backup_recipient",
          "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj"},
      {"database", "postgresql://a@b/c"}, {"folder", "off"}, {"order", "newest"},
      {"translations", "shared"}, {"from", "a@example.org"},
      {"notify", "a@example.org"}, {"notices", "daily"}, {"notify_spam", "yes"},
      {"follow", "no"}, {"receive", "yes"}, {"send", "yes"},
      {"private_networks", "192.0.2.0/24"}, {"avatars", "no"}, {"thanks", "yes"},
      {"sandbox", "no"}, {"diagrams", "no"}, {"math", "yes"}, {"name", "plain"},
      {"logo", "/media/a.svg"}, {"accent", "#123"}, {"accent_dark", "#123"},
      {"background", "#123"}, {"background_dark", "#123"}, {"fonts", "slab"},
      {"reply_to", "a@example.org"}, {"bounce", "a@example.org"},
      {"sendmail", "msmtp -t"}, {"websub", "https://hub.example/"}, {"formats", "webp"},
      {"cards", "no"}};
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
    if (strcmp(texts[i].name, row->name) == 0)
      return texts[i].value;
  return row->kind == SETTINGS_NUMBER_KIND ? "4" : NULL;
}

/* Each setting is changed in turn: the keys change exactly if its row says so. */
static void keys_change_as_the_table_says(void **state) {
  const struct settings_row *row;
  (void)state;
  struct arena *a = arena_new(16 << 20);
  struct settings before = settings_with(a, "");
  for (size_t i = 0; (row = settings_table_row(i)) != NULL; i++) {
    char lines[200];
    const char *value = another_value(row);
    if (!value || strcmp(value, row->value) == 0)
      fail_msg("the test has no other value for %s", row->name);
    snprintf(lines, sizeof lines, "[%s]\n%s = %s", row->section, row->name, value);
    struct settings after = settings_with(a, lines);
    if ((after.render_key != before.render_key) != (row->effect >= SETTINGS_SHOWN))
      fail_msg("%s: the render key", row->name);
    if ((after.list_key != before.list_key) != (row->effect == SETTINGS_LISTED))
      fail_msg("%s: the list key", row->name);
  }
  arena_free(a);
}

/* One address is enough to set up mail. */
static void mail_is_off_without_an_address(void **state) {
  (void)state;
  struct arena *a = arena_new(1 << 20);
  struct settings c = settings_with(a, "");
  assert_string_equal(c.mail.from, "");
  assert_false(c.mail.follow);
  c = settings_with(a, "[mail]\nnotify = you@example.org");
  assert_string_equal(c.mail.from, "you@example.org");
  assert_int_equal(c.mail.notices, NOTICES_IMMEDIATELY);
  assert_false(c.mail.notify_spam);
  assert_true(c.mail.follow);
  c = settings_with(a, "[mail]\nfrom = blog@example.org\nnotices = daily");
  assert_string_equal(c.mail.from, "blog@example.org");
  assert_string_equal(c.mail.notify, "");
  assert_int_equal(c.mail.notices, NOTICES_DAILY);
  arena_free(a);
}

static void former_names_are_read(void **state) {
  (void)state;
  struct arena *a = arena_new(1 << 20);
  struct settings now = settings_with(a, "[cache]\nfolder = off\nlimit_mb = 7");
  assert_null(now.former);
  struct settings then = settings_with(a, "[pages]\nstore = off\nlimit_mb = 7");
  assert_string_equal(then.cache_folder, "off");
  assert_int_equal(then.cache_mb, 7);
  assert_non_null(then.former);
  assert_string_equal(then.former->section, "cache");
  assert_fault("[pages]\nstore = off\n[cache]\nfolder = auto\n",
      ":4: folder is set twice, also in line 2");
  assert_fault(
      "[cache]\nstore = off\n", ":2: unknown setting \"store\" in section [cache]");
  arena_free(a);
}

static enum err read_all(void *context) {
  static uint64_t render_key, list_key;
  char why[400];
  struct settings c;
  struct arena *a = arena_new(1 << 20);
  enum err e = a ? settings_read(a, context, &c, why, sizeof why) : ERR_NOMEM;
  arena_free(a);
  if (!e && !render_key) {
    render_key = c.render_key;
    list_key = c.list_key;
  }
  /* Whatever succeeds has computed the keys from all settings. */
  return e || (c.render_key == render_key && c.list_key == list_key) ? e : ERR_INTERNAL;
}

static void a_failed_allocation_is_reported(void **state) {
  (void)state;
  char *folder = support_folder();
  support_write(folder, "site.ini",
      "[site]\ntitle = T\nbase_url = http://a\naliases = http://b http://c\n");
  assert_err(read_all(folder), OK);
  assert_true(fail_alloc_each(read_all, folder) > 0);
  free(folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(faults_name_their_line),
      cmocka_unit_test(a_long_line), cmocka_unit_test(the_environment),
      cmocka_unit_test(origins), cmocka_unit_test(hosts_that_are_not_valid),
      cmocka_unit_test(the_default_port_is_removed),
      cmocka_unit_test(keys_change_as_the_table_says),
      cmocka_unit_test(mail_is_off_without_an_address),
      cmocka_unit_test(former_names_are_read),
      cmocka_unit_test(a_failed_allocation_is_reported)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
