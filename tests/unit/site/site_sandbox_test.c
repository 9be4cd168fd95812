/* A site works in the sandbox: what it needs is in it, and nothing else. */
#include "site/site_sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "site/cache/cache_epoch.h"
#include "site/site_open.h"
#include "support_site.h"

static bool kernel_has_landlock(void) {
  return syscall(SYS_landlock_create_ruleset, NULL, 0, 1) >= 2;
}

/* Runs `attempt` in the sandbox, in a process with a connection of its own. It returns
 * NULL, or what has failed. */
static void confined(
    struct blog *b, bool sandbox, const char *(*attempt)(struct site *)) {
  int status = -1;
  if (!kernel_has_landlock())
    skip();
  pid_t pid = fork();
  if (pid == 0) {
    struct site *site = NULL;
    char why[400] = "";
    const char *fault = "the site could not be opened";
    if (site_open(&site, b->site->dir, ROLE_SCHEDULER, why, sizeof why) == OK) {
      site->settings.sandbox = sandbox;
      site_sandbox_enter(site, SANDBOX_SERVE, true);
      fault = attempt(site);
      site_close(site);
    }
    if (fault)
      fprintf(stderr, "%s: %s\n", fault, strerror(errno));
    _exit(fault ? 1 : 0);
  }
  assert_int_equal(waitpid(pid, &status, 0), pid);
  assert_int_equal(status, 0);
}

static bool can_read(const char *path) {
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd >= 0)
    close(fd);
  return fd >= 0;
}

static const char *write_and_read(struct site *site) {
  char path[PATH_MAX + 32];
  int done = 0;
  struct arena *a = arena_new(1 << 20);
  const char *fault = NULL;
  if (publish_due(site, a, clock_now(), &done) != OK || cache_epoch_flush(site) != OK)
    fault = "the database cannot be written";
  else if (clock_set_zone("Europe/Berlin") != OK)
    fault = "zones cannot be read";
  snprintf(path, sizeof path, "%s/templates/theirs", site->dir);
  if (!fault && !can_read(path))
    fault = "the target of a link cannot be read";
  if (!fault && can_read("/etc/passwd"))
    fault = "another file can be read";
  arena_free(a);
  return fault;
}

static void the_site_is_inside(void **state) {
  struct blog *b = *state;
  char link[PATH_MAX + 32], target[PATH_MAX], *elsewhere = support_folder();
  support_write(elsewhere, "theirs", "x");
  snprintf(target, sizeof target, "%.4000s/theirs", elsewhere);
  snprintf(link, sizeof link, "%s/templates/theirs", b->site->dir);
  assert_int_equal(symlink(target, link), 0);
  confined(b, true, write_and_read);
  unlink(link);
  support_remove(elsewhere);
  free(elsewhere);
}

static const char *read_outside(struct site *site) {
  (void)site;
  return can_read("/etc/passwd") ? NULL : "the setting is ignored";
}

static void a_setting_switches_it_off(void **state) {
  confined(*state, false, read_outside);
}

/* Opens the database that is somewhere else, which creates its log there. */
static const char *write_to_link(struct site *site) {
  return cache_epoch_flush(site) == OK ? NULL : "the database cannot be written";
}

static void a_database_may_be_a_link(void **state) {
  struct blog *b = *state;
  char file[PATH_MAX + 32], moved[PATH_MAX], *elsewhere = support_folder();
  snprintf(file, sizeof file, "%s/pamphlet.db", b->site->dir);
  snprintf(moved, sizeof moved, "%.4000s/pamphlet.db", elsewhere);
  site_close(b->web);
  site_close(b->site);
  b->web = NULL;
  assert_int_equal(rename(file, moved), 0);
  assert_int_equal(symlink(moved, file), 0);
  char why[400] = "", dir[PATH_MAX];
  snprintf(dir, sizeof dir, "%.*s", (int)(strrchr(file, '/') - file), file);
  assert_err(site_open(&b->site, dir, ROLE_COMMAND, why, sizeof why), OK);
  confined(b, true, write_to_link);
  support_remove(elsewhere);
  free(elsewhere);
}

int main(void) {
  const struct CMUnitTest tests[] = {support_site_test(the_site_is_inside),
      support_site_test(a_setting_switches_it_off),
      support_site_test(a_database_may_be_a_link)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
