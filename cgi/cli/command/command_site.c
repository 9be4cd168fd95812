#include "cli/command/command_site.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "cli/command/argument.h"
#include "cli/command/command_cards.h"
#include "cli/command/exit_code.h"
#include "cli/command/post_ref.h"
#include "cli/output/complain.h"
#include "ops/service.h"

/* For one article or comment with everything that belongs to it. */
enum { COMMAND_SITE_MEMORY = 512 << 20 };

/* Taken before the database is opened: a restore replaces that file, and writes to the
 * old one would be lost. Reading the old one does no harm. */
static enum err command_site_share(
    const char *dir, enum command_site_use use, int *lock, char *why, size_t why_size) {
  enum err e = service_share(dir, lock, why, why_size);
  /* Without a lock, on ERR_IO or ERR_OWNER, the command goes on: opening the site finds
   * the cause and names it. */
  return e == ERR_BUSY && use == COMMAND_SITE_WRITES ? e : OK;
}

void command_site_notice(const struct settings_alias *former) {
  complain_notice("in site.ini, \"%s\" of [%s] is now called \"%s\" of [%s] (\"pamphlet"
                  " config set\" writes the new name)",
      former->former_name, former->former_section, former->name, former->section);
}

struct site *command_site_open(
    const struct command_line *line, enum command_site_use use, int *code) {
  char why[400], *dir = NULL;
  struct site *site = NULL;
  int lock = -1;
  enum err e = site_locate(line->dir, &dir, why, sizeof why);
  if (!e)
    e = command_site_share(dir, use, &lock, why, sizeof why);
  if (!e)
    e = use == COMMAND_SITE_READS
            ? site_open_to_read(&site, dir, why, sizeof why)
            : site_open(&site, dir, ROLE_COMMAND, why, sizeof why);
  free(dir);
  if (!e) {
    /* From here on site_close releases the lock. */
    site->lock = lock;
    if (site->settings.former)
      command_site_notice(site->settings.former);
    return site;
  }
  if (lock >= 0)
    close(lock);
  complain("%s", why);
  *code = exit_code_of(e);
  return NULL;
}

int command_site_find(struct site *site, struct arena *a, const char *noun,
    const char *word, int64_t *id) {
  char why[COMMAND_SITE_WHY];
  /* Comments have nothing but a number that could name them. */
  if (strcmp(noun, "post") != 0)
    return argument_id(word, id) ? 0 : EX_USAGE;
  enum err e = post_ref_find(site, a, word, id, why, sizeof why);
  if (e)
    complain("%s", why);
  /* The word itself is at fault, not what it names. */
  return e == ERR_INVALID ? EX_USAGE : exit_code_of(e);
}

/* In a snapshot: finding and reading see the same site. Returns the exit code. */
static int command_site_read_within(struct site *site, struct arena *a,
    struct command_site_object object, command_site_reader *read, void *context) {
  if (object.word) {
    int code = command_site_find(site, a, object.noun, object.word, object.id);
    if (code)
      return code;
  }
  enum err e = read(site, a, context);
  if (e && object.word)
    complain("%s %lld: %s", object.noun, (long long)*object.id, err_text(e));
  else if (e)
    complain("%s", err_text(e));
  return exit_code_of(e);
}

int command_site_read(const struct command_line *line,
    struct command_site_object object, command_site_reader *read, void *context) {
  int code = 0;
  struct site *site = command_site_open(line, COMMAND_SITE_READS, &code);
  if (!site)
    return code;
  struct arena *a = arena_new(COMMAND_SITE_MEMORY);
  /* All that the reader shows is of one snapshot, even if the service writes
   * meanwhile. */
  enum err e = a ? db_read_begin(site->db) : ERR_NOMEM;
  if (e) {
    complain("%s", err_text(e));
    code = exit_code_of(e);
  } else {
    code = command_site_read_within(site, a, object, read, context);
    db_read_end(site->db);
  }
  arena_free(a);
  site_close(site);
  return code;
}

int command_site_each(const struct command_line *line, const char *noun,
    const char *done, command_site_act *act, const void *context) {
  int code = 0;
  struct site *site = command_site_open(line, COMMAND_SITE_WRITES, &code);
  if (!site)
    return code;
  /* Each is a transaction of its own: what was done before a failure stays done, and
   * was reported. */
  for (size_t i = 0; i < line->count; i++) {
    int64_t id;
    char why[COMMAND_SITE_WHY] = "";
    /* An arena for each, so that memory does not grow with the number of arguments. */
    struct arena *a = arena_new(COMMAND_SITE_MEMORY);
    int found = a ? command_site_find(site, a, noun, line->arguments[i], &id) : 0;
    if (found) {
      /* One wrong ID does not stop the others, but decides the exit code. */
      code = found;
      arena_free(a);
      continue;
    }
    enum err e = a ? act(site, a, id, context, why) : ERR_NOMEM;
    if (!e) {
      printf("%s %s %lld.\n", done, noun, (long long)id);
    } else {
      complain("%s %s: %s", noun, line->arguments[i], *why ? why : err_text(e));
      code = exit_code_of(e);
    }
    arena_free(a);
  }
  /* No other command changes what cards show. */
  if (strcmp(noun, "post") == 0)
    command_cards_draw(site);
  site_close(site);
  return code;
}
