/* How it works: ops/backup.c makes a file and verifies it. With --to, the file has a
 * name with the time, and older ones are deleted only after that. Standard output gets
 * the file that was verified, so that no reader of the pipe gets a backup which was
 * not. */
#include "cli/backup.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/scratch.h"
#include "base/utf8.h"
#include "cli/command/command_site.h"
#include "cli/command/exit_code.h"
#include "cli/output/complain.h"
#include "cli/output/plural.h"
#include "cli/output/print.h"
#include "ops/age_key.h"
#include "ops/backup.h"
#include "ops/backup_rotate.h"
#include "site/core/backup_record.h"
#include "site/core/site.h"
#include "site/site_open.h"

enum { BACKUP_KEEP_MOST = 10000, BACKUP_PART = 1 << 16 };

/* What the command line asks for. */
struct backup_order {
  const char *file;       /* NULL: one in `folder` */
  const char *folder;     /* NULL: `file` */
  const char *recipients; /* the value of --recipient; NULL: that of the setting */
  bool is_output, replaces;
  struct backup_keep keep;
};

/* A warning only: the exit code stays 0, because the backup is complete without files
 * that are elsewhere. */
static void backup_warn_of_links(const struct backup_done *done) {
  struct buf name = {0};
  /* Any user who may write to media/ chooses the names in it. */
  utf8_printable(&name, done->first_link);
  complain(
      "%lld symbolic link%s left out, because a backup does not follow links: replace"
      " %s with the files (first: %s)",
      done->links, done->links == 1 ? " is" : "s are", done->links == 1 ? "it" : "them",
      buf_text(&name));
  buf_free(&name);
}

static bool backup_read_number(const char *name, const char *given, int *out) {
  char *end = NULL;
  long n = given ? strtol(given, &end, 10) : 0;
  *out = (int)n;
  if (!given || (*given && !*end && n > 0 && n <= BACKUP_KEEP_MOST))
    return true;
  complain("--%s must be a number from 1 to %d", name, BACKUP_KEEP_MOST);
  return false;
}

static bool backup_read_keep(const struct command_line *line, struct backup_keep *k) {
  const char *last = command_line_value(line, "keep");
  const char *daily = command_line_value(line, "keep-daily");
  const char *weekly = command_line_value(line, "keep-weekly");
  const char *monthly = command_line_value(line, "keep-monthly");
  return backup_read_number("keep", last, &k->last) &&
         backup_read_number("keep-daily", daily, &k->daily) &&
         backup_read_number("keep-weekly", weekly, &k->weekly) &&
         backup_read_number("keep-monthly", monthly, &k->monthly);
}

static bool backup_read_order(const struct command_line *line, struct backup_order *o) {
  const char *to = command_line_value(line, "to");
  const char *file = line->count ? line->arguments[0] : NULL;
  *o = (struct backup_order){.recipients = command_line_value(line, "recipient"),
      .replaces = command_line_flag(line, "force")};
  if (!backup_read_keep(line, &o->keep))
    return false;
  bool keeps = o->keep.last || o->keep.daily || o->keep.weekly || o->keep.monthly;
  if (!to == !file) {
    complain(
        to ? "name a file, or a folder with --to, but not both"
           : "name a file, or a folder with --to: pamphlet backup --to=/var/backups");
    return false;
  }
  o->is_output = strcmp(to ? to : file, "-") == 0;
  o->folder = o->is_output ? NULL : to;
  o->file = o->is_output ? NULL : file;
  if (keeps && !o->folder) {
    complain(
        "--keep and its variants need --to=DIR: only files that the command has named"
        " itself are deleted");
    return false;
  }
  if (o->is_output && isatty(STDOUT_FILENO)) {
    complain("a backup is not written to a terminal: redirect the output to a file or a"
             " command (./- for a file called \"-\")");
    return false;
  }
  return true;
}

/* For doctor, status and metrics. Without it the backup is as good. */
static void backup_record(const char *dir, const char *file, int64_t bytes) {
  struct backup_record r = {.at = clock_now(), .bytes = bytes};
  char *path = strcmp(file, "-") == 0 ? NULL : realpath(file, NULL);
  snprintf(r.file, sizeof r.file, "%s", path ? path : file);
  free(path);
  enum err e = backup_record_write(dir, &r);
  if (e)
    complain("the backup is complete, but run/last-backup cannot be written, which"
             " \"pamphlet doctor\" reads: %s",
        err_text(e));
}

/* What a backup is made of and for whom. */
struct backup_job {
  struct site *site;
  bool replaces;
  struct age_keys recipients; /* none: it is not encrypted */
};

static bool backup_is_encrypted(const struct backup_job *job) {
  return job->recipients.count > 0;
}

/* Reads the public keys. Returns the exit code. */
static int backup_read_recipients(
    const struct backup_order *o, struct backup_job *job) {
  char why[600];
  const char *list =
      o->recipients ? o->recipients : job->site->settings.backup_recipient;
  if (!o->recipients && !*list)
    return 0;
  enum err e = age_key_add_recipients(&job->recipients, list, why, sizeof why);
  if (e)
    complain("%s: %s", o->recipients ? "--recipient" : "server.backup_recipient", why);
  return e ? exit_code_of(e) : 0;
}

/* Makes the file. Returns the exit code. */
static int backup_file(
    const struct backup_job *job, const char *file, struct backup_done *done) {
  char why[600];
  enum err e = backup_make(job->site, file, job->replaces,
      backup_is_encrypted(job) ? &job->recipients : NULL, done, why, sizeof why);
  if (e)
    complain("backup failed: %s", why);
  else if (done->links)
    backup_warn_of_links(done);
  return e ? exit_code_of(e) : 0;
}

static int backup_to_file(const struct backup_job *job, const char *file) {
  struct backup_done done;
  struct stat st = {0};
  int code = backup_file(job, file, &done);
  if (code)
    return code;
  printf("Backed up %lld file%s (%.1f MB)%s and verified the result: ",
      (long long)done.total.files, plural(done.total.files),
      (double)done.total.bytes / 1e6,
      backup_is_encrypted(job) ? ", encrypted them" : "");
  print_name("", file, "");
  backup_record(job->site->dir, file, stat(file, &st) == 0 ? (int64_t)st.st_size : 0);
  return 0;
}

static int backup_to_folder(
    const struct backup_job *job, const struct backup_order *o) {
  char file[PATH_MAX], why[600];
  int removed = 0;
  struct backup_series series;
  backup_rotate_series(job->site->dir, db_secret(job->site->db), &series);
  if (backup_rotate_name(o->folder, &series, backup_is_encrypted(job), clock_now(),
          file, sizeof file)) {
    complain("the name of the folder is too long");
    return EX_USAGE;
  }
  int code = backup_to_file(job, file);
  if (code)
    return code;
  enum err e =
      backup_rotate(o->folder, &series, file, &o->keep, &removed, why, sizeof why);
  if (removed)
    printf("Deleted %d older backup%s.\n", removed, plural(removed));
  if (e)
    complain("the backup is complete, but older ones remain: %s", why);
  return e ? exit_code_of(e) : 0;
}

/* Copies an open file to standard output, which may be a pipe. */
static int backup_copy_out(int fd) {
  char part[BACKUP_PART];
  ssize_t n;
  while ((n = read(fd, part, sizeof part)) > 0)
    if (!file_write(STDOUT_FILENO, part, (size_t)n))
      break;
  if (n == 0)
    return 0;
  complain("backup failed: standard output: %s", strerror(errno));
  return EX_IOERR;
}

static int backup_to_output(const struct backup_job *job) {
  char file[PATH_MAX + 32], why[PATH_MAX + 200];
  struct scratch folder;
  struct backup_done done;
  struct stat st;
  int fd = -1;
  enum err e = scratch_open(&folder, "pamphlet-backup", why, sizeof why);
  if (e) {
    complain("backup failed: %s", why);
    return EX_CANTCREAT;
  }
  snprintf(file, sizeof file, "%s/backup.tar.zst%s", folder.path,
      backup_is_encrypted(job) ? ".age" : "");
  int code = backup_file(job, file, &done);
  if (!code && file_open(file, FILE_NO_FOLLOW, &fd, &st, why)) {
    complain("backup failed: %s %s", file, why);
    code = EX_IOERR;
  }
  /* The file stays open, without a name. */
  scratch_close(&folder);
  if (!code)
    code = backup_copy_out(fd);
  if (!code)
    backup_record(job->site->dir, "-", (int64_t)st.st_size);
  if (fd >= 0)
    close(fd);
  return code;
}

/* It needs no site, so that the key can be made on a machine that is not the server. */
static int backup_new_key(const char *file) {
  char recipient[BECH32_TEXT], why[600];
  enum err e = age_key_create(file, recipient, why, sizeof why);
  if (e) {
    complain("no key was made: %s", why);
    return exit_code_of(e);
  }
  puts(recipient);
  return 0;
}

int backup_run(const struct command_line *line) {
  int code = 0;
  struct backup_order order;
  const char *key = command_line_value(line, "new-key");
  if (key)
    return backup_new_key(key);
  if (!backup_read_order(line, &order))
    return EX_USAGE;
  /* To read: a backup can be made on a full disk, to another one. The open site also
   * keeps a restore from beginning meanwhile. */
  struct site *site = command_site_open(line, COMMAND_SITE_READS, &code);
  if (!site)
    return code;
  struct backup_job job = {
      .site = site, .replaces = order.replaces && !order.is_output};
  code = backup_read_recipients(&order, &job);
  if (!code && order.is_output)
    code = backup_to_output(&job);
  else if (!code && order.folder)
    code = backup_to_folder(&job, &order);
  else if (!code)
    code = backup_to_file(&job, order.file);
  site_close(site);
  return code;
}
