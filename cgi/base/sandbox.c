/* System calls that are not in the list fail with ENOSYS, as on a kernel that does not
 * have them: the C library then uses an older one, or reports an error. Those that an
 * attacker would want are refused with EPERM, which is a clearer error.
 *
 * Landlock's numbers are here because Debian's headers may be older than the kernel. */
#include "base/sandbox.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <termios.h>
#include <unistd.h>

/* ---- Files: Landlock ---- */

/* include/uapi/linux/landlock.h */
#define LANDLOCK_EXECUTE (1ULL << 0)
#define LANDLOCK_WRITE_FILE (1ULL << 1)
#define LANDLOCK_READ_FILE (1ULL << 2)
#define LANDLOCK_READ_DIR (1ULL << 3)
#define LANDLOCK_REMOVE_DIR (1ULL << 4)
#define LANDLOCK_REMOVE_FILE (1ULL << 5)
#define LANDLOCK_MAKE_DIR (1ULL << 7)
#define LANDLOCK_MAKE_REG (1ULL << 8)
#define LANDLOCK_MAKE_SYM (1ULL << 12)
#define LANDLOCK_REFER (1ULL << 13)
#define LANDLOCK_TRUNCATE (1ULL << 14)
#define LANDLOCK_IOCTL_DEV (1ULL << 15)
/* Bind and connect over TCP; sockets in the abstract namespace, and signals. */
#define LANDLOCK_NET 3ULL
#define LANDLOCK_SCOPES 3ULL

/* What the versions of Landlock added. Version 1 cannot rename a file into another
 * directory, which the page cache needs. */
enum {
  LANDLOCK_LEAST = 2,
  LANDLOCK_WITH_TRUNCATE = 3,
  LANDLOCK_WITH_NET = 4,
  LANDLOCK_WITH_IOCTL = 5,
  LANDLOCK_WITH_SCOPES = 6,
  LANDLOCK_VERSION_FLAG = 1,
  LANDLOCK_PATH_BENEATH = 1
};

struct sandbox_ruleset {
  uint64_t files, net, scopes;
};

struct sandbox_rule {
  uint64_t files;
  int32_t fd;
} __attribute__((packed));

enum err sandbox_add(struct sandbox *s, const char *path, bool writes) {
  char real[PATH_MAX];
  if (!realpath(path, real))
    return OK;
  for (size_t i = 0; i < s->count; i++)
    if (strcmp(s->paths[i].path, real) == 0) {
      s->paths[i].writes = s->paths[i].writes || writes;
      return OK;
    }
  if (s->count == SANDBOX_PATHS)
    return ERR_TOO_LARGE;
  struct sandbox_path *p = &s->paths[s->count++];
  memcpy(p->path, real, sizeof real);
  p->writes = writes;
  return OK;
}

/* Whether the link leads to a directory that contains `real`, which would let in much
 * more than what somebody has linked. */
static bool sandbox_is_above(const char *link, const char *real) {
  char target[PATH_MAX];
  if (!realpath(link, target))
    return true;
  size_t n = strlen(target);
  return strncmp(real, target, n) == 0 && (n == 1 || real[n] == '/' || !real[n]);
}

enum err sandbox_add_links(struct sandbox *s, const char *path) {
  char link[PATH_MAX + NAME_MAX + 2], real[PATH_MAX];
  enum err e = OK;
  DIR *d = realpath(path, real) ? opendir(real) : NULL;
  if (!d)
    return OK;
  for (const struct dirent *entry; !e && (entry = readdir(d));) {
    struct stat st;
    snprintf(link, sizeof link, "%s/%s", real, entry->d_name);
    if (lstat(link, &st) == 0 && S_ISLNK(st.st_mode) && !sandbox_is_above(link, real))
      e = sandbox_add(s, link, false);
  }
  closedir(d);
  return e;
}

static uint64_t sandbox_rights(const struct sandbox_path *p, bool directory) {
  uint64_t rights = LANDLOCK_READ_FILE;
  if (directory)
    rights |= LANDLOCK_READ_DIR;
  if (p->writes)
    rights |= LANDLOCK_WRITE_FILE | LANDLOCK_TRUNCATE;
  if (p->writes && directory)
    rights |= LANDLOCK_REMOVE_DIR | LANDLOCK_REMOVE_FILE | LANDLOCK_MAKE_DIR |
              LANDLOCK_MAKE_REG | LANDLOCK_MAKE_SYM | LANDLOCK_REFER;
  return rights;
}

static enum err sandbox_allow(
    int ruleset, const struct sandbox_path *p, uint64_t handled) {
  struct stat st;
  int fd = open(p->path, O_PATH | O_CLOEXEC);
  /* It may just have been deleted. */
  if (fd < 0)
    return errno == ENOENT || errno == EACCES ? OK : err_of_errno(errno);
  enum err e = fstat(fd, &st) == 0 ? OK : err_of_errno(errno);
  const struct sandbox_rule rule = {
      handled & sandbox_rights(p, S_ISDIR(st.st_mode)), fd};
  if (!e &&
      syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_PATH_BENEATH, &rule, 0) != 0)
    e = err_of_errno(errno);
  close(fd);
  return e;
}

static enum err sandbox_restrict_files(
    const struct sandbox *s, char *why, size_t why_size) {
  long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_VERSION_FLAG);
  if (version < LANDLOCK_LEAST) {
    snprintf(why, why_size,
        "this kernel has no Landlock, or forbids it: files outside of the site are not"
        " out of reach");
    return ERR_INVALID;
  }
  struct sandbox_ruleset set = {(LANDLOCK_REFER << 1) - 1, 0, 0};
  if (version >= LANDLOCK_WITH_TRUNCATE)
    set.files |= LANDLOCK_TRUNCATE;
  if (version >= LANDLOCK_WITH_IOCTL)
    set.files |= LANDLOCK_IOCTL_DEV;
  if (version >= LANDLOCK_WITH_NET && s->job != SANDBOX_FETCH)
    set.net = LANDLOCK_NET;
  if (version >= LANDLOCK_WITH_SCOPES)
    set.scopes = LANDLOCK_SCOPES;
  /* An older kernel refuses a structure with members it does not know, unless they are
   * 0: then its size does not matter. */
  int ruleset = (int)syscall(SYS_landlock_create_ruleset, &set, sizeof set, 0);
  if (ruleset < 0)
    return err_of_errno(errno);
  enum err e = OK;
  for (size_t i = 0; !e && i < s->count; i++)
    e = sandbox_allow(ruleset, &s->paths[i], set.files);
  if (!e && syscall(SYS_landlock_restrict_self, ruleset, 0) != 0)
    e = err_of_errno(errno);
  close(ruleset);
  return e;
}

/* ---- System calls: seccomp ---- */

#define CALL(name) SCMP_SYS(name)

/* AddressSanitizer looks for leaks with a process that traces the others. */
#if defined(__SANITIZE_ADDRESS__)
#define CALLS_TO_DEBUG                                                                 \
  , CALL(clone), CALL(kill), CALL(personality), CALL(process_vm_readv), CALL(ptrace),  \
      CALL(tkill)
#else
#define CALLS_TO_DEBUG
#endif

/* What SQLite, the page cache and the loop of a worker use, and what the C library may
 * use instead of it. */
static const int sandbox_calls[] = {CALL(accept), CALL(accept4), CALL(access),
    CALL(alarm), CALL(arch_prctl), CALL(brk), CALL(chdir), CALL(clock_getres),
    CALL(clock_gettime), CALL(clock_nanosleep), CALL(close), CALL(close_range),
    CALL(copy_file_range), CALL(dup), CALL(dup2), CALL(dup3), CALL(epoll_create1),
    CALL(epoll_ctl), CALL(epoll_pwait), CALL(epoll_wait), CALL(eventfd2), CALL(exit),
    CALL(exit_group), CALL(faccessat), CALL(faccessat2), CALL(fadvise64),
    CALL(fallocate), CALL(fchdir), CALL(fchmod), CALL(fchown), CALL(fdatasync),
    CALL(flock), CALL(fstat), CALL(fstatfs), CALL(fsync), CALL(ftruncate), CALL(futex),
    CALL(futex_waitv), CALL(getcpu), CALL(getcwd), CALL(getdents), CALL(getdents64),
    CALL(getegid), CALL(geteuid), CALL(getgid), CALL(getgroups), CALL(getpeername),
    CALL(getpgid), CALL(getpgrp), CALL(getpid), CALL(getppid), CALL(getpriority),
    CALL(getrandom), CALL(getresgid), CALL(getresuid), CALL(getrlimit), CALL(getrusage),
    CALL(getsid), CALL(getsockname), CALL(getsockopt), CALL(gettid), CALL(gettimeofday),
    CALL(getuid), CALL(getxattr), CALL(inotify_add_watch), CALL(inotify_init1),
    CALL(inotify_rm_watch), CALL(lgetxattr), CALL(link), CALL(linkat), CALL(lseek),
    CALL(lstat), CALL(madvise), CALL(membarrier), CALL(memfd_create), CALL(mincore),
    CALL(mkdir), CALL(mkdirat), CALL(mmap), CALL(mprotect), CALL(mremap), CALL(msync),
    CALL(munmap), CALL(nanosleep), CALL(newfstatat), CALL(open), CALL(openat),
    CALL(openat2), CALL(pause), CALL(pipe), CALL(pipe2), CALL(poll), CALL(ppoll),
    CALL(prctl), CALL(pread64), CALL(preadv), CALL(preadv2), CALL(pselect6),
    CALL(pwrite64), CALL(pwritev), CALL(pwritev2), CALL(read), CALL(readahead),
    CALL(readlink), CALL(readlinkat), CALL(readv), CALL(recvfrom), CALL(recvmmsg),
    CALL(recvmsg), CALL(rename), CALL(renameat), CALL(renameat2), CALL(restart_syscall),
    CALL(rmdir), CALL(rseq), CALL(rt_sigaction), CALL(rt_sigpending),
    CALL(rt_sigprocmask), CALL(rt_sigreturn), CALL(rt_sigsuspend),
    CALL(rt_sigtimedwait), CALL(sched_getaffinity), CALL(sched_yield), CALL(select),
    CALL(sendfile), CALL(sendmmsg), CALL(sendmsg), CALL(sendto), CALL(set_robust_list),
    CALL(set_tid_address), CALL(setitimer), CALL(setsockopt), CALL(shutdown),
    CALL(sigaltstack), CALL(signalfd4), CALL(splice), CALL(stat), CALL(statfs),
    CALL(statx), CALL(symlink), CALL(symlinkat), CALL(sync_file_range), CALL(sysinfo),
    CALL(tee), CALL(time), CALL(timerfd_create), CALL(timerfd_settime), CALL(truncate),
    CALL(umask), CALL(uname), CALL(unlink), CALL(unlinkat), CALL(wait4), CALL(waitid),
    CALL(write), CALL(writev)};

/* For libcurl. */
static const int sandbox_fetch_calls[] = {
    CALL(bind), CALL(connect), CALL(socket), CALL(socketpair)};

/* For threads, in which libcurl looks up names and libvips draws. */
static const int sandbox_thread_calls[] = {CALL(sched_getattr), CALL(sched_getparam),
    CALL(sched_getscheduler), CALL(sched_setaffinity), CALL(sched_setattr),
    CALL(sched_setscheduler)};

/* Refused with EPERM, where the job does not allow them. */
static const int sandbox_refused[] = {CALL(bind), CALL(connect), CALL(execve),
    CALL(execveat), CALL(fork), CALL(io_uring_setup), CALL(listen), CALL(mount),
    CALL(pivot_root), CALL(process_vm_readv), CALL(process_vm_writev), CALL(ptrace),
    CALL(setns), CALL(socket), CALL(socketpair), CALL(unshare), CALL(vfork)};

/* Left out are calls that this processor does not have, and those that an earlier rule
 * is about. */
static bool sandbox_is_added(int result) {
  return result == 0 || result == -EDOM || result == -EEXIST;
}

static bool sandbox_rules(
    scmp_filter_ctx filter, uint32_t action, const int *calls, size_t count) {
  bool good = true;
  for (size_t i = 0; good && i < count; i++)
    good = sandbox_is_added(seccomp_rule_add(filter, action, calls[i], 0));
  return good;
}

#define RULES(filter, action, calls)                                                   \
  sandbox_rules((filter), (action), (calls), sizeof(calls) / sizeof *(calls))

/* Calls that are allowed with one value of one argument: what else they can do would
 * reach other processes, or files that Landlock does not protect from it. */
struct sandbox_value {
  int call;
  unsigned argument;
  scmp_datum_t value;
};

static bool sandbox_values(
    scmp_filter_ctx filter, const struct sandbox_value *values, size_t count) {
  bool good = true;
  for (size_t i = 0; good && i < count; i++) {
    const struct scmp_arg_cmp is = {
        values[i].argument, SCMP_CMP_EQ, values[i].value, 0};
    good = sandbox_is_added(
        seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, values[i].call, 1, &is));
  }
  return good;
}

/* Signals and limits of this process only; times of a file that is open, which is
 * utimensat without a path; and no descriptor that sends signals (F_SETOWN), no typing
 * into a terminal (TIOCSTI). */
static bool sandbox_all_values(scmp_filter_ctx filter) {
  static const int locks[] = {F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_GETLK,
      F_SETLK, F_SETLKW, F_OFD_GETLK, F_OFD_SETLK, F_OFD_SETLKW, F_DUPFD_CLOEXEC,
      F_GETPIPE_SZ, F_SETPIPE_SZ, F_ADD_SEALS, F_GET_SEALS};
  static const unsigned long controls[] = {
      TCGETS, TIOCGWINSZ, FIONREAD, FIONBIO, FIOCLEX, FIONCLEX};
  const struct sandbox_value values[] = {{CALL(kill), 0, (scmp_datum_t)getpid()},
      {CALL(tgkill), 0, (scmp_datum_t)getpid()},
      {CALL(rt_sigqueueinfo), 0, (scmp_datum_t)getpid()}, {CALL(prlimit64), 0, 0},
      {CALL(utimensat), 1, 0}};
  bool good = sandbox_values(filter, values, sizeof values / sizeof *values);
  for (size_t i = 0; good && i < sizeof locks / sizeof *locks; i++)
    good = sandbox_values(
        filter, &(struct sandbox_value){CALL(fcntl), 1, (scmp_datum_t)locks[i]}, 1);
  for (size_t i = 0; good && i < sizeof controls / sizeof *controls; i++)
    good =
        sandbox_values(filter, &(struct sandbox_value){CALL(ioctl), 1, controls[i]}, 1);
  return good;
}

static bool sandbox_fill(scmp_filter_ctx filter, enum sandbox_job job) {
  enum { THREAD = 0x10000 }; /* CLONE_THREAD */
  /* A binary tree instead of a list: fewer instructions for each call. */
  bool good = seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2) == 0 &&
              RULES(filter, SCMP_ACT_ALLOW, sandbox_calls);
  if (job == SANDBOX_FETCH)
    good = good && RULES(filter, SCMP_ACT_ALLOW, sandbox_fetch_calls);
  if (job != SANDBOX_SERVE)
    good = good && RULES(filter, SCMP_ACT_ALLOW, sandbox_thread_calls) &&
           sandbox_is_added(seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1,
               SCMP_A0(SCMP_CMP_MASKED_EQ, THREAD, THREAD)));
  return good && sandbox_all_values(filter) &&
         RULES(filter, SCMP_ACT_ERRNO(EPERM), sandbox_refused);
}

static enum err sandbox_restrict_calls(
    const struct sandbox *s, char *why, size_t why_size) {
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(ENOSYS));
  if (!filter)
    return ERR_NOMEM;
  bool filled = sandbox_fill(filter, s->job);
  int result = filled ? seccomp_load(filter) : -ENOMEM;
  seccomp_release(filter);
  if (!result)
    return OK;
  snprintf(why, why_size,
      "this kernel has no seccomp, or forbids it: system calls are not restricted");
  return result == -ENOMEM ? ERR_NOMEM : ERR_INVALID;
}

/* Landlock first, because its calls are not in the list. */
enum err sandbox_enter(const struct sandbox *s, char *why, size_t why_size) {
  char calls_why[200] = "";
  *why = '\0';
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
    return err_of_errno(errno);
  enum err files = sandbox_restrict_files(s, why, why_size);
  enum err calls = sandbox_restrict_calls(s, calls_why, sizeof calls_why);
  if (calls && !files)
    snprintf(why, why_size, "%s", calls_why);
  return files ? files : calls;
}
