/* How it works: the words before the command are options of the program. Then one word
 * is tried as a command, "backup", and two as a noun and a verb, "post list". No
 * command has the name of a noun, so the order of the two does not matter. The rest of
 * the words is for command_line_read. */
#include "cli/dispatch.h"

#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "cli/command/command_line.h"
#include "cli/command/sudo.h"
#include "cli/help/help.h"
#include "cli/output/complain.h"
#include "cli/output/pager.h"

static bool dispatch_is_help(const char *word) {
  return strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0;
}

/* Reads "-C DIR" and "-CDIR". Returns the number of words, 0 after complaining. */
static int dispatch_read_directory(char **argv, const char **dir) {
  if (strncmp(argv[0], "-C", 2) != 0) {
    complain("unknown option %s: see \"pamphlet --help\"", argv[0]);
    return 0;
  }
  /* argv ends with NULL, so argv[1] can be read even if "-C" is the last word. */
  *dir = argv[0][2] ? argv[0] + 2 : argv[1];
  if (!*dir || !**dir) {
    complain("-C requires a directory: pamphlet -C DIR COMMAND");
    return 0;
  }
  return argv[0][2] ? 1 : 2;
}

/* Reads the options that precede the command. Returns the number of words, -1 after
 * complaining. --help and --version end them: dispatch_words treats both as
 * commands. */
static int dispatch_read_options(char **argv, const char **dir) {
  int i = 0;
  while (argv[i] && argv[i][0] == '-' && !dispatch_is_help(argv[i]) &&
         strcmp(argv[i], "--version") != 0) {
    int taken = 1;
    if (strcmp(argv[i], "--no-pager") == 0)
      pager_forbid();
    else
      taken = dispatch_read_directory(argv + i, dir);
    if (!taken)
      return -1;
    i += taken;
  }
  return i;
}

static int dispatch_run(const struct command_table *table, const struct command *c,
    int argc, char **argv, const char *dir) {
  struct command_line line = {.table = table, .command = c, .dir = dir};
  /* A refused line has been explained, and freed, by command_line_read. */
  switch (command_line_read(&line, argc, argv)) {
  case COMMAND_LINE_HELP:
    help_command(c);
    return 0;
  case COMMAND_LINE_REFUSED:
    return EX_USAGE;
  case COMMAND_LINE_NOMEM:
    return EX_OSERR;
  case COMMAND_LINE_READ:
    break;
  }
  int code = c->run(&line);
  command_line_free(&line);
  return code;
}

/* A noun alone, or one with a word that is not a verb of it. */
static int dispatch_refuse(
    const struct command_table *table, const char *noun, const char *verb) {
  if (verb)
    help_unknown(table, noun, verb);
  else if (!help_noun(table, stderr, noun))
    help_unknown(table, NULL, noun);
  return EX_USAGE;
}

/* The noun to look up: `word`, or the current name of a former noun. */
static const char *dispatch_noun(const struct command_table *table, const char *word) {
  const char *noun = command_noun_of(table, word);
  if (!noun)
    return word;
  complain_notice("\"%s\" is now called \"%s\"", word, noun);
  return noun;
}

static int dispatch_words(
    const struct command_table *table, int argc, char **argv, const char *dir) {
  /* No command is an error, so the help goes to standard error and the exit code is
   * EX_USAGE; with --help both are as for a result. */
  if (argc == 0) {
    help_all(table, stderr);
    return EX_USAGE;
  }
  if (dispatch_is_help(argv[0]))
    return help_about(table, NULL, NULL);
  if (strcmp(argv[0], "--version") == 0)
    return version_run(NULL);
  const struct command *c = command_find(table, NULL, argv[0]);
  if (c)
    return dispatch_run(table, c, argc - 1, argv + 1, dir);
  const char *noun = dispatch_noun(table, argv[0]);
  c = argc > 1 ? command_find(table, noun, argv[1]) : NULL;
  if (c)
    return dispatch_run(table, c, argc - 2, argv + 2, dir);
  if (argc > 1 && dispatch_is_help(argv[1]))
    return help_about(table, noun, NULL);
  /* A word after something that is no noun is not looked at: "pamphlet psot list"
   * complains about "psot". */
  bool has_verb = argc > 1 && command_has_noun(table, noun);
  return dispatch_refuse(table, noun, has_verb ? argv[1] : NULL);
}

int dispatch(const struct command_table *table, int argc, char **argv) {
  const char *dir = NULL;
  /* A program may be run with no words at all, not even its name. */
  int first = argc > 0 ? dispatch_read_options(argv + 1, &dir) + 1 : 1;
  if (first == 0)
    return EX_USAGE;
  int code = dispatch_words(
      table, argc > first ? argc - first : 0, argv + (argc > 0 ? first : 0), dir);
  /* All errors of permission, of any command, have this exit code. */
  if (code == EX_NOPERM)
    sudo_advise(dir, argv);
  return code;
}
