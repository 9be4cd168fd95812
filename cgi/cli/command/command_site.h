/* The site a command works on: opening it, reading from it, and changing things in it.
 */
#ifndef CLI_COMMAND_COMMAND_SITE_H
#define CLI_COMMAND_COMMAND_SITE_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "cli/command/command_line.h"
#include "site/core/site.h"
#include "site/site_open.h"

/* What a command does with the site. One that only reads also works while the site is
 * being restored, and on a full or read-only disk. */
enum command_site_use { COMMAND_SITE_READS, COMMAND_SITE_WRITES };

/* Opens the site of -C, of $PAMPHLET_SITE, or of the current directory. No restore can
 * begin until site_close. Returns NULL after complaining, with the exit code in *code;
 * a command that writes fails while a restore is running. */
struct site *command_site_open(
    const struct command_line *line, enum command_site_use use, int *code);

/* Prints the notice that site.ini has a former name of a setting, and how to change it.
 * command_site_open does, once. */
void command_site_notice(const struct settings_alias *former);

/* Reads from the site into `context`. `a` and the site live only during the call. A
 * walk over many rows uses an arena of its own for each, because `a` has a limit. */
typedef enum err command_site_reader(struct site *site, struct arena *a, void *context);

/* What a command reads: the "post" or "comment" that the user has named. A post may be
 * named as command/post_ref.h says. {NULL, NULL, NULL} if it reads no single one. */
struct command_site_object {
  const char *noun, *word; /* word NULL: none was named */
  int64_t *id;             /* set before reading, in `context` of the reader */
};

/* Opens the site and runs `read` within one snapshot of the database. If it fails,
 * complains, about "NOUN ID" if an object was named. Returns the exit code. */
int command_site_read(const struct command_line *line,
    struct command_site_object object, command_site_reader *read, void *context);

/* Finds the ID of an object that the user has named. Returns the exit code, after
 * complaining. */
int command_site_find(struct site *site, struct arena *a, const char *noun,
    const char *word, int64_t *id);

/* Changes the thing with that ID. On failure it may write a sentence to `why`, which
 * has COMMAND_SITE_WHY bytes. */
enum { COMMAND_SITE_WHY = 300 };
typedef enum err command_site_act(
    struct site *site, struct arena *a, int64_t id, const void *context, char *why);

/* Opens the site and runs `act` for every ID among the arguments; a failure does not
 * stop the rest. Prints "DONE NOUN ID." for each success ("Published post 7.") and
 * complains about each failure. Returns the exit code of the last failure, else 0. */
int command_site_each(const struct command_line *line, const char *noun,
    const char *done, command_site_act *act, const void *context);

#endif
