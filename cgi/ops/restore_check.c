#include "ops/restore_check.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/scratch.h"
#include "db/integrity.h"
#include "db/model/stats.h"
#include "ops/unpack.h"
#include "site/site_open.h"

struct restore_check {
  const struct age_keys *identities;
  char *why;
  size_t why_size;
};

static enum err restore_check_state(
    void *context, const char *type, const char *status, int64_t count) {
  struct restore_contents *c = context;
  (void)status;
  *(strcmp(type, "post") == 0 ? &c->posts : &c->pages) += count;
  return OK;
}

static enum err restore_check_post(void *context, int64_t time, const char *status) {
  struct restore_contents *c = context;
  (void)status;
  c->newest = time > c->newest ? time : c->newest;
  return OK;
}

static enum err restore_check_comment(void *context, int64_t time, const char *status) {
  struct restore_contents *c = context;
  c->comments++;
  return restore_check_post(context, time, status);
}

enum err restore_count(struct site *site, struct restore_contents *out) {
  enum err e = stats_states(site->db, restore_check_state, out);
  if (!e)
    e = stats_posts(site->db, restore_check_post, out);
  return e ? e : stats_comments(site->db, restore_check_comment, out);
}

static enum err restore_check_finding(void *context, const char *finding) {
  struct restore_check *w = context;
  snprintf(w->why, w->why_size, "the database in the backup is damaged: %s", finding);
  return ERR_DAMAGED;
}

/* The steps of a restore (ops/restore.c), up to the moment when it would touch the
 * site. */
static enum err restore_check_folder(
    struct restore_check *w, const char *folder, struct restore_contents *out) {
  struct site *site = NULL;
  enum err e =
      site_upgrade(folder, &out->schema_from, &out->schema_to, w->why, w->why_size);
  if (!e)
    e = site_open(&site, folder, ROLE_COMMAND, w->why, w->why_size);
  if (!e)
    e = integrity_of_file(site->db, restore_check_finding, w);
  if (!e)
    e = restore_count(site, out);
  site_close(site);
  return e;
}

static enum err restore_check_unpack(
    struct restore_check *w, const char *file, const char *folder) {
  char path[PATH_MAX + 32];
  struct stat like;
  static const char *const needed[] = {"site.ini", "pamphlet.db"};
  if (stat(folder, &like) != 0)
    return err_of_errno(errno);
  enum err e = unpack_backup(file, w->identities, folder, &like, w->why, w->why_size);
  for (size_t i = 0; !e && i < sizeof needed / sizeof needed[0]; i++) {
    snprintf(path, sizeof path, "%s/%s", folder, needed[i]);
    if (lstat(path, &like) == 0)
      continue;
    snprintf(w->why, w->why_size,
        "this is not a backup of a site: site.ini or pamphlet.db is missing from it");
    e = ERR_INVALID;
  }
  return e;
}

enum err restore_check(const char *file, const struct age_keys *identities,
    struct restore_contents *out, char *why, size_t why_size) {
  struct restore_check w = {identities, why, why_size};
  struct restore_contents found = {0};
  struct scratch folder;
  why[0] = '\0';
  enum err e = scratch_open(&folder, "pamphlet-restore", why, why_size);
  if (e)
    return e;
  e = restore_check_unpack(&w, file, folder.path);
  if (!e)
    e = restore_check_folder(&w, folder.path, &found);
  scratch_close(&folder);
  if (!e)
    *out = found;
  else if (!*why)
    snprintf(why, why_size, "%s", err_text(e));
  return e;
}
