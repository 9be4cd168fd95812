
#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <zlib.h>

#include "pagecache/pagecache.h"
#include "pagecache/pagecache_create.h"
#include "pagecache/pagecache_epoch.h"
#include "pagecache/pagecache_evict.h"
#include "pagecache/pagecache_lock.h"
#include "pagecache/pagecache_publish.h"
#include "pagecache/pagecache_read.h"
#include "support.h"

enum { KEY = 77, LIST_KEY = 78 };
static const char epoch_one[] = "0123456789abcdef0123456789abcdef";
static const char epoch_two[] = "fedcba9876543210fedcba9876543210";

static char folder[64], *beside, lock_file[512];
static struct pagecache *pagecache;

static struct pagecache *open_it(void) {
  struct pagecache *s = NULL;
  assert_err(pagecache_open(&s, folder, lock_file), OK);
  return s;
}

static void begin(const char *token) {
  struct pagecache_epoch epoch = {.render_key = KEY, .list_key = LIST_KEY};
  snprintf(epoch.token, sizeof epoch.token, "%s", token);
  assert_err(pagecache_lock(pagecache), OK);
  assert_err(pagecache_begin_epoch(pagecache, &epoch), OK);
  pagecache_unlock(pagecache);
}

static int set_up(void **state) {
  char why[300] = "";
  (void)state;
  snprintf(folder, sizeof folder, "/dev/shm/pamphlet-test-XXXXXX");
  assert_non_null(mkdtemp(folder));
  beside = support_folder();
  snprintf(lock_file, sizeof lock_file, "%s/x.lock", beside);
  assert_err(pagecache_create(folder, lock_file, why, sizeof why), OK);
  pagecache = open_it();
  begin(epoch_one);
  return 0;
}

static int tear_down(void **state) {
  (void)state;
  pagecache_close(pagecache);
  support_remove(folder);
  support_remove(beside);
  free(beside);
  return 0;
}

static bool yes(void *context) {
  (void)context;
  return true;
}

static bool no(void *context) {
  (void)context;
  return false;
}

static struct pagecache_candidate offer(const char *path, const char *body) {
  return (struct pagecache_candidate){.path = path,
      .leaf = "index.html",
      .epoch = epoch_one,
      .render_key = KEY,
      .revision = 4711,
      .body = body,
      .size = strlen(body),
      .limit = 1 << 20};
}

static enum err publish(const char *path, const char *body) {
  struct pagecache_candidate o = offer(path, body);
  return pagecache_publish(pagecache, &o, yes, NULL);
}

static enum err look(const char *path) {
  struct pagecache_entry page = {0};
  enum err e = pagecache_read(pagecache, path, "index.html", 0, &page);
  buf_free(&page.body);
  return e;
}

static uint64_t count(void) {
  struct pagecache_usage u;
  pagecache_read_usage(pagecache, &u);
  return u.pages;
}

static void test_paths(void **state) {
  char long_one[PAGECACHE_COMPONENT + 4];
  (void)state;
  assert_true(pagecache_can_store("/"));
  assert_true(pagecache_can_store("/2026/11/low-tide/"));
  assert_true(pagecache_can_store("/潮汐/"));
  static const char *const bad[] = {
      "", "a/", "/a", "//", "/a//b/", "/./", "/../", "/.key/", "/a/.b/", "/a/../"};
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
    if (pagecache_can_store(bad[i]))
      fail_msg("%s", bad[i]);
  memset(long_one, 'a', sizeof long_one);
  long_one[0] = long_one[PAGECACHE_COMPONENT + 1] = '/';
  long_one[PAGECACHE_COMPONENT + 2] = '\0';
  assert_true(pagecache_can_store(long_one));
  long_one[PAGECACHE_COMPONENT + 1] = 'a';
  long_one[PAGECACHE_COMPONENT + 2] = '/';
  long_one[PAGECACHE_COMPONENT + 3] = '\0';
  assert_false(pagecache_can_store(long_one));
}

static void test_stored_and_read(void **state) {
  struct pagecache_entry page;
  (void)state;
  assert_err(look("/a/b/"), ERR_NOT_FOUND);
  assert_err(publish("/a/b/", "<p>Hello, hello, hello</p>"), OK);
  assert_err(pagecache_read(pagecache, "/a/b/", "index.html", 0, &page), OK);
  assert_string_equal(buf_text(&page.body), "<p>Hello, hello, hello</p>");
  assert_int_equal(page.revision, 4711);
  assert_int_equal(page.encoding, PAGECACHE_PLAIN);
  buf_free(&page.body);
  assert_err(pagecache_read(pagecache, "/a/b/", "index.html",
                 1u << PAGECACHE_GZIP | 1u << PAGECACHE_BROTLI, &page),
      OK);
  assert_int_equal(page.encoding, PAGECACHE_BROTLI);
  buf_free(&page.body);
  assert_err(
      pagecache_read(pagecache, "/a/b/", "index.html", 1u << PAGECACHE_GZIP, &page),
      OK);
  assert_int_equal(page.encoding, PAGECACHE_GZIP);
  assert_memory_equal(page.body.data, "\x1f\x8b", 2);
  buf_free(&page.body);
  assert_err(pagecache_read(pagecache, "/a/b/", "index.atom", 0, &page), ERR_NOT_FOUND);
  assert_err(pagecache_read(pagecache, "/a/", "index.html", 0, &page), ERR_NOT_FOUND);
  assert_int_equal(count(), 1);
  assert_err(publish("/a/b/", "again"), OK);
  assert_int_equal(count(), 1);
}

static void test_readable_by_the_web_server(void **state) {
  char path[200];
  struct stat st;
  mode_t before = umask(077);
  (void)state;
  assert_err(publish("/a/", "x"), OK);
  umask(before);
  snprintf(path, sizeof path, "%s/current/a/index.html.gz", folder);
  assert_int_equal(stat(path, &st), 0);
  assert_int_equal(st.st_mode & 0777, 0644);
  snprintf(path, sizeof path, "%s/current/a", folder);
  assert_int_equal(stat(path, &st), 0);
  assert_int_equal(st.st_mode & 0777, 0775);
}

static void test_overtaken(void **state) {
  struct pagecache_candidate o = offer("/a/", "x");
  struct pagecache_usage u;
  (void)state;
  assert_err(pagecache_publish(pagecache, &o, no, NULL), ERR_EXISTS);
  o.epoch = epoch_two;
  assert_err(pagecache_publish(pagecache, &o, yes, NULL), ERR_EXISTS);
  o.epoch = epoch_one;
  o.render_key = KEY + 1;
  assert_err(pagecache_publish(pagecache, &o, yes, NULL), ERR_EXISTS);
  assert_err(look("/a/"), ERR_NOT_FOUND);
  pagecache_read_usage(pagecache, &u);
  assert_int_equal(u.bytes, 0);
  assert_int_equal(u.overtaken, 1);
}

static void test_taken(void **state) {
  (void)state;
  assert_err(publish("/", "home"), OK);
  assert_err(publish("/a/", "a"), OK);
  assert_err(publish("/a/page/2/", "2"), OK);
  assert_err(publish("/a/page/3/", "3"), OK);
  assert_err(publish("/a/b/", "b"), OK);
  assert_int_equal(count(), 5);
  assert_err(pagecache_lock(pagecache), OK);
  assert_err(pagecache_evict(pagecache, "/a/"), OK);
  assert_err(pagecache_evict(pagecache, "/not/there/"), OK);
  pagecache_unlock(pagecache);
  assert_err(look("/a/"), ERR_NOT_FOUND);
  assert_err(look("/a/b/"), OK);
  assert_err(look("/a/page/2/"), OK);
  assert_int_equal(count(), 4);
  assert_err(pagecache_evict_numbers(pagecache, "/a/page/", 3, 9), OK);
  assert_err(look("/a/page/2/"), OK);
  assert_err(look("/a/page/3/"), ERR_NOT_FOUND);
  assert_err(publish("/a/page/3/", "3"), OK);
  assert_err(pagecache_evict_numbers(pagecache, "/a/page/", 1, INT64_MAX), OK);
  assert_err(pagecache_evict_numbers(pagecache, "/not/there/", 1, 9), OK);
  assert_err(look("/a/page/2/"), ERR_NOT_FOUND);
  assert_err(look("/a/page/3/"), ERR_NOT_FOUND);
  assert_err(look("/a/b/"), OK);
  assert_err(look("/"), OK);
  assert_err(pagecache_evict(pagecache, "/"), OK);
  assert_err(look("/"), ERR_NOT_FOUND);
  assert_err(publish("/a/page/2/", "new"), OK);
}

static int entries(const char *name) {
  char path[200];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  DIR *d = opendir(path);
  int n = 0;
  assert_non_null(d);
  for (struct dirent *e; (e = readdir(d)) != NULL;)
    n += e->d_name[0] != '.';
  closedir(d);
  return n;
}

static void test_epochs(void **state) {
  struct pagecache_epoch epoch = {.token = ""};
  (void)state;
  assert_err(publish("/a/", "old"), OK);
  begin(epoch_two);
  assert_err(pagecache_read_epoch(pagecache, &epoch), OK);
  assert_string_equal(epoch.token, epoch_two);
  assert_int_equal(epoch.render_key, KEY);
  assert_int_equal(epoch.list_key, LIST_KEY);
  assert_err(look("/a/"), ERR_NOT_FOUND);
  assert_int_equal(count(), 0);
  assert_err(publish("/a/", "old"), ERR_EXISTS);
  int before = entries(".");
  pagecache_sweep(pagecache);
  assert_int_equal(entries("."), before - 1);
  assert_int_equal(entries("work"), 0);
  assert_err(pagecache_end_epoch(pagecache), OK);
  assert_err(pagecache_read_epoch(pagecache, &epoch), ERR_NOT_FOUND);
  assert_err(pagecache_evict(pagecache, "/a/"), OK);
}

static void test_full(void **state) {
  struct pagecache_candidate o = offer("/a/", "x");
  (void)state;
  o.limit = 4096 * 5;
  assert_err(pagecache_publish(pagecache, &o, yes, NULL), OK);
  o.path = "/b/";
  assert_err(pagecache_publish(pagecache, &o, yes, NULL), ERR_TOO_LARGE);
  assert_err(look("/b/"), ERR_NOT_FOUND);
  o.limit = 4096;
  assert_err(pagecache_publish(pagecache, &o, yes, NULL), ERR_INVALID);
  assert_int_equal(entries("work"), 0);
}

static void test_waiting_is_bounded(void **state) {
  struct timespec began, ended;
  struct pagecache *other = open_it();
  (void)state;
  assert_err(pagecache_lock(other), OK);
  clock_gettime(CLOCK_MONOTONIC, &began);
  assert_err(pagecache_lock(pagecache), ERR_BUSY);
  assert_err(publish("/a/", "x"), ERR_BUSY);
  clock_gettime(CLOCK_MONOTONIC, &ended);
  assert_in_range(ended.tv_sec - began.tv_sec, 3, 7);
  pagecache_unlock(other);
  assert_err(pagecache_lock(pagecache), OK);
  pagecache_unlock(pagecache);
  pagecache_close(other);
}

static void test_the_dead_hold_no_lock(void **state) {
  (void)state;
  pid_t pid = fork();
  if (pid == 0) {
    struct pagecache *own = NULL;
    if (pagecache_open(&own, folder, lock_file) || pagecache_lock(own))
      _exit(1);
    pagecache_claim(own, "/a/");
    kill(getpid(), SIGKILL);
  }
  waitpid(pid, NULL, 0);
  assert_err(pagecache_lock(pagecache), OK);
  pagecache_unlock(pagecache);
}

static void test_another_lock_file(void **state) {
  (void)state;
  assert_int_equal(unlink(lock_file), 0);
  assert_err(pagecache_lock(pagecache), ERR_PAGECACHE);
  struct pagecache *other = NULL;
  assert_err(pagecache_open(&other, folder, lock_file), ERR_PAGECACHE);
  support_write(beside, "x.lock", "");
  assert_err(pagecache_lock(pagecache), ERR_PAGECACHE);
  other = open_it();
  assert_int_not_equal(pagecache_lock_number(other), pagecache_lock_number(pagecache));
  pagecache_close(other);
  assert_err(pagecache_open(&other, "/dev/shm/pamphlet-nothing-here", lock_file),
      ERR_NOT_FOUND);
}

static void test_places_that_are_refused(void **state) {
  char why[300] = "", path[300];
  (void)state;
  snprintf(path, sizeof path, "%s/pages", beside);
  assert_err(pagecache_create(path, lock_file, why, sizeof why), ERR_INVALID);
  assert_non_null(strstr(why, "not on a file system in memory"));
  snprintf(path, sizeof path, "%s/open", folder);
  assert_int_equal(mkdir(path, 0755), 0);
  assert_int_equal(chmod(path, 0777), 0);
  assert_err(pagecache_create(path, lock_file, why, sizeof why), ERR_INVALID);
  assert_non_null(strstr(why, "writable by other users"));
  snprintf(path, sizeof path, "%s/link", folder);
  assert_int_equal(symlink(folder, path), 0);
  assert_err(pagecache_create(path, lock_file, why, sizeof why), ERR_INVALID);
}

static void path_in(char out[300], const char *name) {
  snprintf(out, 300, "%s/%s", folder, name);
}

/* Where others may write, a link could lead anywhere. */
static void test_links_are_not_followed(void **state) {
  char path[300], file[600];
  (void)state;
  assert_err(publish("/a/", "x"), OK);
  support_write(beside, "index.html", "secret");
  path_in(path, "current/b");
  assert_int_equal(symlink(beside, path), 0);
  assert_err(look("/b/"), ERR_NOT_FOUND);
  assert_err(publish("/b/", "x"), ERR_IO);
  assert_err(publish("/b/c/", "x"), ERR_IO);
  assert_err(pagecache_evict(pagecache, "/b/"), OK);
  snprintf(file, sizeof file, "%s/index.html", beside);
  assert_int_equal(access(file, F_OK), 0);
  snprintf(file, sizeof file, "%s/c", beside);
  assert_int_not_equal(access(file, F_OK), 0);
  path_in(path, "current/a/index.html");
  assert_int_equal(unlink(path), 0);
  assert_int_equal(symlink("/etc/passwd", path), 0);
  assert_err(look("/a/"), ERR_IO);
  path_in(path, "work");
  support_remove(path);
  assert_int_equal(symlink(beside, path), 0);
  assert_false(pagecache_is_intact(pagecache));
  struct pagecache *other = NULL;
  assert_err(pagecache_open(&other, folder, lock_file), ERR_PAGECACHE);
}

static void test_whole(void **state) {
  char path[300], why[300];
  (void)state;
  static const char *const files[] = {"locks", "usage", "owner"};
  assert_true(pagecache_is_intact(pagecache));
  for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
    struct pagecache *other = NULL;
    path_in(path, files[i]);
    assert_int_equal(unlink(path), 0);
    assert_false(pagecache_is_intact(pagecache));
    assert_err(pagecache_open(&other, folder, lock_file), ERR_PAGECACHE);
    assert_err(pagecache_create(folder, lock_file, why, sizeof why), OK);
    pagecache_close(pagecache);
    pagecache = open_it();
    assert_true(pagecache_is_intact(pagecache));
  }
  path_in(path, "usage");
  assert_int_equal(truncate(path, 3), 0);
  struct pagecache *cut = NULL;
  assert_err(pagecache_open(&cut, folder, lock_file), ERR_PAGECACHE);
}

static void test_room_for_the_counters_is_taken(void **state) {
  char path[300];
  struct stat st;
  (void)state;
  path_in(path, "usage");
  assert_int_equal(stat(path, &st), 0);
  assert_true(st.st_blocks > 0);
}

static void test_another_site(void **state) {
  char why[300], *elsewhere = support_folder(), theirs[512];
  struct pagecache *other = NULL;
  (void)state;
  snprintf(theirs, sizeof theirs, "%s/x.lock", elsewhere);
  support_write(elsewhere, "x.lock", "");
  assert_err(publish("/a/", "x"), OK);
  assert_err(pagecache_create(folder, theirs, why, sizeof why), ERR_INVALID);
  assert_non_null(strstr(why, beside));
  assert_err(pagecache_open(&other, folder, theirs), ERR_PAGECACHE);
  assert_err(pagecache_abandon(folder, theirs), OK);
  assert_err(look("/a/"), OK);
  /* The site is no more: its store is anybody's. */
  assert_int_equal(unlink(lock_file), 0);
  assert_err(pagecache_abandon(folder, theirs), OK);
  assert_err(look("/a/"), ERR_NOT_FOUND);
  assert_err(pagecache_create(folder, theirs, why, sizeof why), OK);
  assert_err(pagecache_open(&other, folder, theirs), OK);
  pagecache_close(other);
  assert_err(pagecache_abandon("/dev/shm/pamphlet-nothing-here", theirs), OK);
  free(elsewhere);
}

#define T(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void) {
  const struct CMUnitTest tests[] = {T(test_paths), T(test_stored_and_read),
      T(test_readable_by_the_web_server), T(test_overtaken), T(test_taken),
      T(test_epochs), T(test_full), T(test_waiting_is_bounded),
      T(test_the_dead_hold_no_lock), T(test_another_lock_file),
      T(test_places_that_are_refused), T(test_links_are_not_followed), T(test_whole),
      T(test_room_for_the_counters_is_taken), T(test_another_site)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
