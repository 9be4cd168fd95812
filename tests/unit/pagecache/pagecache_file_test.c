#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "pagecache/pagecache_file.h"
#include "support_pagecache.h"

static void path_in(char out[300], const char *name) {
  snprintf(out, 300, "%s/%s", support_pagecache_folder, name);
}

/* In a folder that others may write to, a link could lead anywhere. */
static void symbolic_links_are_not_followed(void **state) {
  char path[300], file[600];
  (void)state;
  assert_err(support_pagecache_publish("/a/", "x"), OK);
  support_write(support_pagecache_site, "index.html", "secret");
  path_in(path, "current/b");
  assert_int_equal(symlink(support_pagecache_site, path), 0);
  assert_err(support_pagecache_look("/b/"), ERR_NOT_FOUND);
  assert_err(support_pagecache_publish("/b/", "x"), ERR_IO);
  assert_err(support_pagecache_publish("/b/c/", "x"), ERR_IO);
  assert_err(pagecache_lock(support_cache), OK);
  assert_err(pagecache_evict(support_cache, "/b/"), OK);
  assert_err(pagecache_evict(support_cache, "/b/c/"), OK);
  pagecache_unlock(support_cache);
  snprintf(file, sizeof file, "%s/index.html", support_pagecache_site);
  assert_int_equal(access(file, F_OK), 0);
  snprintf(file, sizeof file, "%s/c", support_pagecache_site);
  assert_int_not_equal(access(file, F_OK), 0);
  path_in(path, "current/a/index.html");
  assert_int_equal(unlink(path), 0);
  assert_int_equal(symlink("/etc/passwd", path), 0);
  assert_err(support_pagecache_look("/a/"), ERR_IO);
  path_in(path, "work");
  support_remove(path);
  assert_int_equal(symlink(support_pagecache_site, path), 0);
  assert_false(pagecache_is_intact(support_cache));
  struct pagecache *other = NULL;
  assert_err(pagecache_open(&other, support_pagecache_folder, support_pagecache_lock),
      ERR_PAGECACHE);
}

/* As in a container whose system call filter is older than the call. */
static void refuse_openat2(unsigned error) {
  struct sock_filter steps[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat2, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | error),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  struct sock_fprog program = {sizeof steps / sizeof steps[0], steps};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
      prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0)
    _exit(2);
}

static bool works_without_openat2(void) {
  char link[300], beyond[300];
  path_in(link, "current/link");
  path_in(beyond, "index.html");
  bool works = support_pagecache_publish("/a/b/", "x") == OK &&
               support_pagecache_look("/a/b/") == OK &&
               symlink(support_pagecache_folder, link) == 0 &&
               support_pagecache_publish("/link/", "x") == ERR_IO &&
               access(beyond, F_OK) != 0 && pagecache_lock(support_cache) == OK &&
               pagecache_evict(support_cache, "/link/") == OK &&
               pagecache_evict(support_cache, "/a/b/") == OK;
  pagecache_unlock(support_cache);
  return works && support_pagecache_look("/a/b/") == ERR_NOT_FOUND && unlink(link) == 0;
}

static void a_system_without_openat2_is_enough(void **state) {
  const unsigned errors[] = {ENOSYS, EPERM};
  (void)state;
  for (size_t i = 0; i < 2; i++) {
    int status = 0;
    pid_t pid = fork();
    if (pid == 0) {
      refuse_openat2(errors[i]);
      _exit(works_without_openat2() ? 0 : 1);
    }
    waitpid(pid, &status, 0);
    assert_int_equal(status, 0);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_pagecache_test(symbolic_links_are_not_followed),
      support_pagecache_test(a_system_without_openat2_is_enough)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
