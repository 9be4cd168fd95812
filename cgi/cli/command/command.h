/* The verbs of the command, in one table: dispatch and help are made from it. */
#ifndef CLI_COMMAND_COMMAND_H
#define CLI_COMMAND_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "site/core/site.h"

enum { COMMAND_OPTIONS = 20, COMMAND_ARGUMENTS = 10000 };

/* What was typed behind the verb. */
struct command_line {
  const char *dir;                     /* of -C; NULL: not given */
  const char *values[COMMAND_OPTIONS]; /* of the options, in the table's order; a flag
                                          that is set is "" */
  const char *const *arguments;
  size_t count;
};

/* A verb: returns the exit code. */
typedef int command_run(const struct command_line *line);

struct command {
  const char *noun, *verb; /* noun NULL: the verb alone */
  const char *arguments;   /* for the synopsis */
  const char *summary;
  const char
      *options[COMMAND_OPTIONS]; /* "status=STATE" or "dry-run"; with a meaning */
  const char *meanings[COMMAND_OPTIONS];
  const char *examples;
  size_t least; /* arguments it needs */
  command_run *run;
};

/* The table, ended by a NULL verb. */
extern const struct command commands[];

/* The command of that noun (NULL: none) and verb; NULL if there is none. */
const struct command *command_find(const char *noun, const char *verb);

/* Runs what was typed; returns the exit code. */
int command_main(int argc, char **argv);

/* What a command does with the site: one that only reads goes on while the site is
 * restored, and where its disk is full or read-only. */
enum command_use { COMMAND_READS, COMMAND_WRITES };

/* Opens the site that was meant; until it is closed no restore begins. On failure, as
 * where it writes while a restore goes on, says so; *code is the exit code. */
struct site *command_open(
    const struct command_line *line, enum command_use use, int *code);

/* Says on standard error what is wrong. */
void command_complain(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Reads an id: a positive number. False, after complaining, if it is none. */
bool command_id(const char *text, int64_t *out);

/* True for a status option that was not given, or is "all" or "any". */
bool command_is_any(const char *status);

command_run init_run, upgrade_run, import_run_command;
command_run export_run;
command_run backup_run, restore_run, check_run;
command_run config_list, config_get, config_set;
command_run post_list, post_get, post_create, post_update, post_edit, post_publish,
    post_unpublish, post_schedule, post_delete;
command_run comment_list, comment_get, comment_approve, comment_unapprove, comment_spam,
    comment_trash, comment_delete, comment_count;
command_run cache_status, cache_flush, cache_warm;
command_run stats_run;
command_run doctor_run;
command_run completion_run;
command_run manual_run;
command_run help_run, version_run;

#endif
