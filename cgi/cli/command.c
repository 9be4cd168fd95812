#include "cli/command.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/utf8.h"
#include "care/service.h"
#include "cli/colour.h"
#include "cli/exit.h"
#include "cli/help.h"
#include "cli/option.h"
#include "cli/pager.h"
#include "cli/suggest.h"

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
  enum err e = service_share(dir, lock);
  if (e != ERR_BUSY || use == COMMAND_READS)
    return OK;
  snprintf(why, why_size, "%s", SERVICE_LOCKED);
  return e;
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
  struct suggestion near = {0};
  snprintf(typed, sizeof typed, "%.*s", (int)n, word);
  for (int i = 0; i < COMMAND_OPTIONS && c->options[i]; i++) {
    snprintf(names[i], sizeof names[i], "%.*s", (int)option_name(c->options[i]),
        c->options[i]);
    suggest_try(&near, typed, names[i]);
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

static const struct command *find(const char *noun, const char *verb) {
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

int command_main(int argc, char **argv) {
  const char *dir = NULL;
  int i = 1;
  while (i < argc && argv[i][0] == '-' && !is_help(argv[i])) {
    if (strcmp(argv[i], "--version") == 0) {
      puts("pamphlet " PAMPHLET_VERSION);
      return 0;
    }
    if (strcmp(argv[i], "--no-pager") == 0) {
      pager_forbid();
      i++;
      continue;
    }
    int taken = take_directory(argv + i, &dir);
    if (!taken)
      return EX_USAGE;
    i += taken;
  }
  if (i >= argc || is_help(argv[i]) || strcmp(argv[i], "help") == 0) {
    struct pager pager = {stderr, false};
    if (i < argc)
      pager_open(&pager);
    help_all(pager.out);
    pager_close(&pager);
    return i >= argc ? EX_USAGE : 0;
  }
  const struct command *c = find(NULL, argv[i]);
  if (c)
    return run(c, argc - i - 1, argv + i + 1, dir);
  c = i + 1 < argc ? find(argv[i], argv[i + 1]) : NULL;
  if (c)
    return run(c, argc - i - 2, argv + i + 2, dir);
  bool asked = i + 1 < argc && is_help(argv[i + 1]);
  if (help_noun(asked ? stdout : stderr, argv[i])) {
    if (!asked && i + 1 < argc)
      help_unknown(argv[i], argv[i + 1]);
    return asked ? 0 : EX_USAGE;
  }
  help_unknown(NULL, argv[i]);
  return EX_USAGE;
}
