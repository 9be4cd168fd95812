#include "ops/restore_swap.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "site/core/site.h"
#include "site/site_open.h"
#include "support.h"

static int renames_left = -1; /* the process ends at the one after; -1: never */
static bool failing;          /* it fails instead */

/* Stands in for the C library's. */
int rename(const char *from, const char *to) {
  if (renames_left == 0 && !failing)
    _exit(9);
  if (renames_left == 0) {
    renames_left = -1;
    errno = EIO;
    return -1;
  }
  if (renames_left > 0)
    renames_left--;
  return renameat(AT_FDCWD, from, AT_FDCWD, to);
}

static const char *const both[] = {"site.ini", "pamphlet.db", "media"};

static void put(const char *folder, const char *name, const char *text) {
  char path[600];
  if (strcmp(name, "media") != 0) {
    support_write(folder, name, text);
    return;
  }
  snprintf(path, sizeof path, "%s/media", folder);
  assert_int_equal(mkdir(path, 0755), 0);
  support_write(path, "x.png", text);
}

/* An old site with a WAL and a new one with templates, which the other has not. */
static char *set_up_places(void) {
  static char *all;
  static int count;
  char fresh[500];
  char *dir = NULL;
  if (!all)
    all = support_folder();
  assert_true(asprintf(&dir, "%s/%d", all, count++) > 0);
  assert_int_equal(mkdir(dir, 0755), 0);
  snprintf(fresh, sizeof fresh, "%s/" RESTORE_SWAP_FRESH, dir);
  assert_int_equal(mkdir(fresh, 0700), 0);
  for (size_t i = 0; i < sizeof both / sizeof both[0]; i++) {
    put(dir, both[i], "old");
    put(fresh, both[i], "new");
  }
  put(dir, "pamphlet.db-wal", "old");
  put(fresh, "templates", "new");
  put(dir, "notes.txt", "mine");
  return dir;
}

static bool is_text(const char *dir, const char *name, const char *want) {
  char path[600], text[8] = "";
  snprintf(path, sizeof path, "%s/%s", dir, name);
  int fd = open(path, O_RDONLY);
  ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof text - 1);
  if (fd >= 0)
    close(fd);
  return n >= 0 && strcmp(text, want) == 0;
}

static bool is_there(const char *dir, const char *name) {
  char path[600];
  struct stat st;
  snprintf(path, sizeof path, "%s/%s", dir, name);
  return lstat(path, &st) == 0;
}

static bool is_whole(const char *dir, const char *which) {
  bool old = strcmp(which, "old") == 0;
  return is_text(dir, "site.ini", which) && is_text(dir, "pamphlet.db", which) &&
         is_text(dir, "media/x.png", which) &&
         is_there(dir, "pamphlet.db-wal") == old && is_there(dir, "templates") == !old;
}

static enum err result(void *context) {
  return *(enum err *)context;
}

static enum err change(
    const char *dir, enum err finishes, char aside[RESTORE_SWAP_NAME]) {
  char why[200];
  struct stat like;
  assert_int_equal(stat(dir, &like), 0);
  return restore_swap(dir, &like, result, &finishes, aside, why, sizeof why);
}

static void they_change_places(void **state) {
  char aside[RESTORE_SWAP_NAME], path[600];
  (void)state;
  char *dir = set_up_places();
  assert_err(change(dir, OK, aside), OK);
  assert_true(is_whole(dir, "new"));
  snprintf(path, sizeof path, "%s/%s", dir, aside);
  assert_true(is_whole(path, "old"));
  assert_true(is_text(dir, "notes.txt", "mine"));
  assert_false(site_is_interrupted(dir));
  /* At once again: the name of the second is taken. */
  snprintf(path, sizeof path, "%s/" RESTORE_SWAP_FRESH, dir);
  put(path, "site.ini", "3");
  assert_err(change(dir, OK, aside), OK);
  assert_true(is_text(dir, "site.ini", "3"));
  free(dir);
}

static void what_fails_leaves_the_old_one(void **state) {
  char aside[RESTORE_SWAP_NAME];
  (void)state;
  char *dir = set_up_places();
  assert_err(change(dir, ERR_DAMAGED, aside), ERR_DAMAGED);
  assert_true(is_whole(dir, "old"));
  assert_false(site_is_interrupted(dir));
  free(dir);
  /* The names that are missing are tried too: 10 out, 10 in, and the last name. */
  for (int n = 0; n < 21; n++) {
    dir = set_up_places();
    failing = true;
    renames_left = n;
    enum err e = change(dir, OK, aside);
    renames_left = -1;
    failing = false;
    assert_err(e, ERR_IO);
    char why[200];
    assert_err(restore_swap_resume(dir, why, sizeof why), OK);
    assert_true(is_whole(dir, n < 20 ? "old" : "new"));
    free(dir);
  }
}

/* In a child that ends at the nth rename; false where it came to its end. */
static bool killed(const char *dir, int n, enum err finishes) {
  char aside[RESTORE_SWAP_NAME], why[200];
  int how;
  pid_t child = fork();
  if (child == 0) {
    renames_left = n;
    bool interrupted = site_is_interrupted(dir);
    enum err e = interrupted ? restore_swap_resume(dir, why, sizeof why)
                             : change(dir, finishes, aside);
    _exit(e == finishes || interrupted ? 0 : 1);
  }
  assert_int_equal(waitpid(child, &how, 0), child);
  assert_true(WIFEXITED(how) && (WEXITSTATUS(how) == 0 || WEXITSTATUS(how) == 9));
  return WEXITSTATUS(how) == 9;
}

/* Killed at each rename, and again during the repair. */
static void a_killed_change_is_repaired(void **state) {
  char why[200];
  (void)state;
  for (int fails = 0; fails < 2; fails++) {
    bool ended = false;
    for (int n = 0; !ended; n++) {
      for (int again = 0; again < 20 && !ended; again++) {
        char *dir = set_up_places();
        ended = !killed(dir, n, fails ? ERR_DAMAGED : OK);
        if (!ended && !is_whole(dir, "old") && !is_whole(dir, "new"))
          assert_false(is_there(dir, "site.ini"));
        if (!ended && site_is_interrupted(dir))
          killed(dir, again, OK);
        assert_err(restore_swap_resume(dir, why, sizeof why), OK);
        assert_false(site_is_interrupted(dir));
        assert_true(is_whole(dir, "old") || is_whole(dir, "new"));
        free(dir);
      }
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(they_change_places),
      cmocka_unit_test(what_fails_leaves_the_old_one),
      cmocka_unit_test(a_killed_change_is_repaired),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
