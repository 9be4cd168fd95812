#include "cli/command/command.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/utf8.h"
#include "cli/command/option.h"
#include "cli/exit.h"
#include "cli/help/help.h"
#include "cli/help/typo.h"
#include "cli/output/colour.h"
#include "cli/output/pager.h"
#include "cli/sudo.h"
#include "ops/service.h"
#include "site/site_open.h"

void command_complain(const char *format, ...) {
  char text[1200];
  struct buf safe = {0};
  va_list args;
  va_start(args, format);
  vsnprintf(text, sizeof text, format, args);
  va_end(args);
  utf8_printable(&safe, text);
  fprintf(stderr, "%spamphlet:%s %s\n", colour_on(STDERR_FILENO, COLOUR_RED),
      colour_on(STDERR_FILENO, COLOUR_OFF), buf_text(&safe));
  buf_free(&safe);
}

bool command_id(const char *text, int64_t *out) {
  char *end;
  long long n = strtoll(text, &end, 10);
  if (!isdigit((unsigned char)*text) || *end || n <= 0 || strlen(text) > 18) {
    command_complain("\"%s\" is no id: give a number, as \"list\" shows it", text);
    return false;
  }
  *out = n;
  return true;
}

bool command_is_any(const char *status) {
  return !status || strcmp(status, "all") == 0 || strcmp(status, "any") == 0;
}

/* Before the database is opened: the one that is given up takes no more writes. */
static enum err share(
    const char *dir, enum command_use use, int *lock, char *why, size_t why_size) {
  enum err e = service_share(dir, lock, why, why_size);
  return e == ERR_BUSY && use == COMMAND_WRITES ? e : OK;
}

struct site *command_open(
    const struct command_line *line, enum command_use use, int *code) {
  char why[400], *dir = NULL;
  struct site *site = NULL;
  int lock = -1;
  enum err e = site_locate(line->dir, &dir, why, sizeof why);
  if (!e)
    e = share(dir, use, &lock, why, sizeof why);
  if (!e)
    e = use == COMMAND_READS ? site_open_to_read(&site, dir, why, sizeof why)
                             : site_open(&site, dir, ROLE_COMMAND, why, sizeof why);
  free(dir);
  if (!e) {
    site->lock = lock;
    return site;
  }
  if (lock >= 0)
    close(lock);
  command_complain("%s", why);
  *code = exit_of(e);
  return NULL;
}

static void unknown_option(const struct command *c, const char *word, size_t n) {
  char typed[40], names[COMMAND_OPTIONS][40];
  struct typo near = {0};
  snprintf(typed, sizeof typed, "%.*s", (int)n, word);
  for (int i = 0; i < COMMAND_OPTIONS && c->options[i]; i++) {
    snprintf(names[i], sizeof names[i], "%.*s", (int)option_name(c->options[i]),
        c->options[i]);
    typo_try(&near, typed, names[i]);
  }
  if (near.word)
    command_complain(
        "unknown option --%.*s: did you mean --%s?", (int)n, word, near.word);
  else
    command_complain("unknown option --%.*s: see \"pamphlet %s%s%s --help\"", (int)n,
        word, c->noun ? c->noun : "", c->noun ? " " : "", c->verb);
}

/* Takes "--name=value", "--name value" or "--flag". Returns how many words it was. */
static int take_option(
    const struct command *c, char **argv, struct command_line *line) {
  const char *word = argv[0] + 2;
  size_t n = strcspn(word, "=");
  for (int i = 0; i < COMMAND_OPTIONS && c->options[i]; i++) {
    const char *option = c->options[i];
    bool wants = option_value(option) != NULL;
    if (option_name(option) != n || strncmp(option, word, n) != 0)
      continue;
    if (!wants && word[n])
      return command_complain("--%.*s takes no value", (int)n, word), 0;
    if (wants && !word[n] && !argv[1])
      return command_complain("--%.*s wants a value: --%s", (int)n, word, option), 0;
    line->values[i] = !wants ? "" : word[n] ? word + n + 1 : argv[1];
    return wants && !word[n] ? 2 : 1;
  }
  unknown_option(c, word, n);
  return 0;
}

/* The synopsis says how many arguments are taken: a word for each, or "..." for any
 * number. */
static bool has_right_count(const struct command *c, const struct command_line *line) {
  size_t most = *c->arguments != 0;
  for (const char *s = c->arguments; *s; s++)
    most += *s == ' ';
  if (strstr(c->arguments, "..."))
    most = COMMAND_ARGUMENTS;
  if (line->count >= c->least && line->count <= most)
    return true;
  if (line->count < c->least)
    command_complain("%s is missing: see \"pamphlet %s%s%s --help\"", c->arguments,
        c->noun ? c->noun : "", c->noun ? " " : "", c->verb);
  else
    command_complain("\"%s\" is one argument too many: see \"pamphlet %s%s%s --help\"",
        line->arguments[most], c->noun ? c->noun : "", c->noun ? " " : "", c->verb);
  return false;
}

static bool is_help(const char *word) {
  return strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0;
}

static int run(const struct command *c, int argc, char **argv, const char *dir) {
  struct command_line line = {.dir = dir};
  const char **arguments = calloc((size_t)argc + 1, sizeof *arguments);
  bool only_arguments = false;
  int code = EX_USAGE;
  if (!arguments)
    return EX_OSERR;
  for (int i = 0; i < argc;) {
    if (!only_arguments && is_help(argv[i])) {
      help_command(c);
      free(arguments);
      return 0;
    }
    if (!only_arguments && strcmp(argv[i], "--") == 0) {
      only_arguments = true;
      i++;
    } else if (!only_arguments && strncmp(argv[i], "--", 2) == 0) {
      int taken = take_option(c, argv + i, &line);
      if (!taken)
        goto out;
      i += taken;
    } else if (!only_arguments && argv[i][0] == '-' && argv[i][1]) {
      command_complain("unknown option %s: put -C in front of the command, and -- in"
                       " front of a file of that name",
          argv[i]);
      goto out;
    } else {
      arguments[line.count++] = argv[i++];
    }
  }
  line.arguments = arguments;
  if (has_right_count(c, &line))
    code = c->run(&line);
out:
  free(arguments);
  return code;
}

const struct command *command_find(const char *noun, const char *verb) {
  for (const struct command *c = commands; c->verb; c++)
    if (noun ? c->noun && strcmp(c->noun, noun) == 0 && verb &&
                   strcmp(c->verb, verb) == 0
             : !c->noun && strcmp(c->verb, verb) == 0)
      return c;
  return NULL;
}

/* Takes "-C DIR" and "-CDIR". Returns how many words it was, 0 after complaining. */
static int take_directory(char **argv, const char **dir) {
  if (strncmp(argv[0], "-C", 2) != 0)
    return command_complain("unknown option %s: see \"pamphlet --help\"", argv[0]), 0;
  *dir = argv[0][2] ? argv[0] + 2 : argv[1];
  if (!*dir || !**dir)
    return command_complain("-C wants a directory: pamphlet -C DIR COMMAND"), 0;
  return argv[0][2] ? 1 : 2;
}

/* Reads what stands in front of the command. Returns how many words it was, -1 after
 * complaining. */
static int take_switches(char **argv, const char **dir) {
  int i = 0;
  while (argv[i] && argv[i][0] == '-' && !is_help(argv[i]) &&
         strcmp(argv[i], "--version") != 0) {
    if (strcmp(argv[i], "--no-pager") == 0) {
      pager_forbid();
      i++;
      continue;
    }
    int taken = take_directory(argv + i, dir);
    if (!taken)
      return -1;
    i += taken;
  }
  return i;
}

/* The noun alone, or with a word that is no verb of it. */
static int refuse(const char *noun, const char *verb) {
  if (verb || !help_noun(stderr, noun))
    help_unknown(verb ? noun : NULL, verb ? verb : noun);
  return EX_USAGE;
}

static int dispatch(int argc, char **argv, const char *dir) {
  if (argc == 0) {
    help_all(stderr);
    return EX_USAGE;
  }
  if (is_help(argv[0]))
    return help_about(NULL, NULL);
  if (strcmp(argv[0], "--version") == 0)
    return version_run(NULL);
  const struct command *c = command_find(NULL, argv[0]);
  if (c)
    return run(c, argc - 1, argv + 1, dir);
  c = argc > 1 ? command_find(argv[0], argv[1]) : NULL;
  if (c)
    return run(c, argc - 2, argv + 2, dir);
  if (argc > 1 && is_help(argv[1]))
    return help_about(argv[0], NULL);
  return refuse(argv[0], argc > 1 && help_has_noun(argv[0]) ? argv[1] : NULL);
}

int command_main(int argc, char **argv) {
  const char *dir = NULL;
  int first = take_switches(argv + 1, &dir) + 1;
  if (first == 0)
    return EX_USAGE;
  int code = dispatch(argc - first, argv + first, dir);
  if (code == EX_NOPERM)
    sudo_advise(dir, argv);
  return code;
}
