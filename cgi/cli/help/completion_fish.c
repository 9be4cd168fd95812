#include "cli/help/completion.h"

#include <stdio.h>

#include "cli/command/option.h"

static void describe(const char *text) {
  fputs(" -d '", stdout);
  completion_quote(text, "\\'", "\\");
  fputs("'\n", stdout);
}

/* When a command is the one being typed. */
static void put_condition(const struct command *c) {
  if (c->noun)
    printf("complete -c pamphlet -n '__fish_seen_subcommand_from %s; and"
           " __fish_seen_subcommand_from %s'",
        c->noun, c->verb);
  else
    printf("complete -c pamphlet -n '__fish_seen_subcommand_from %s'", c->verb);
}

static void put_name(const struct command *c) {
  if (!c->noun) {
    printf("complete -c pamphlet -n __fish_use_subcommand -a %s", c->verb);
    describe(c->summary);
    return;
  }
  if (completion_is_first(c)) {
    printf("complete -c pamphlet -n __fish_use_subcommand -a %s -d '", c->noun);
    completion_verbs(c->noun, ", ");
    fputs("'\n", stdout);
  }
  printf("complete -c pamphlet -n '__fish_seen_subcommand_from %s; and not"
         " __fish_seen_subcommand_from ",
      c->noun);
  completion_verbs(c->noun, " ");
  printf("' -a %s", c->verb);
  describe(c->summary);
}

/* Nothing for NULL. */
static void put_ids(const char *kind) {
  if (kind)
    printf(" -a '(__pamphlet_ids %s %s)'", kind, completion_ids_field(kind));
}

static void put_options(const struct command *c) {
  for (int i = 0; i < COMMAND_OPTIONS && c->options[i]; i++) {
    const char *value = option_value(c->options[i]);
    put_condition(c);
    printf(" -l %.*s", (int)option_name(c->options[i]), c->options[i]);
    if (option_is_file(value)) {
      fputs(" -r -F", stdout);
    } else if (value) {
      fputs(" -x", stdout);
    }
    if (option_has_words(c->options[i])) {
      fputs(" -a '", stdout);
      completion_words(value);
      putchar('\'');
    } else if (value) {
      put_ids(completion_ids(c, value));
    }
    describe(c->meanings[i]);
  }
}

/* Until one of them is there. */
static void put_settings(const struct command *c) {
  printf("complete -c pamphlet -n '__fish_seen_subcommand_from %s; and"
         " __fish_seen_subcommand_from %s; and not __fish_seen_subcommand_from ",
      c->noun, c->verb);
  completion_settings();
  fputs("' -a '", stdout);
  completion_settings();
  fputs("'\n", stdout);
}

static void put_arguments(const struct command *c) {
  if (option_is_file(c->arguments)) {
    put_condition(c);
    fputs(" -F\n", stdout);
  } else if (completion_ids(c, c->arguments)) {
    put_condition(c);
    put_ids(completion_ids(c, c->arguments));
    putchar('\n');
  } else if (completion_has_words(c)) {
    put_condition(c);
    fputs(" -a '", stdout);
    completion_words(c->arguments);
    fputs("'\n", stdout);
  } else if (completion_has_setting(c)) {
    put_settings(c);
  }
}

void completion_fish(void) {
  fputs(
      "# Completion of pamphlet for fish, made by \"pamphlet completion fish\".\n"
      "function __pamphlet_ids\n"
      "  set -l words (commandline -opc | string replace -r '^~' $HOME)\n"
      "  set -l site\n"
      "  if set -l at (contains -i -- -C $words)\n"
      "    set site -C $words[(math $at + 1)]\n"
      "  end\n"
      "  $words[1] $site $argv[1] list --fields=id,$argv[2] --format=csv 2>/dev/null |\n"
      "    string replace -rf '^([0-9]+),\"?(.*?)\"?\\r?$' '$1\\t$2' |\n"
      "    string replace -a '\"\"' '\"'\n"
      "end\n"
      "complete -c pamphlet -f\n"
      "complete -c pamphlet -s C -r -F -d 'The directory of the site'\n"
      "complete -c pamphlet -l no-pager -d 'Print long output at once'\n"
      "complete -c pamphlet -l help -d 'Explain it, with examples'\n"
      "complete -c pamphlet -l version -d 'Print the version'\n",
      stdout);
  for (const struct command *c = commands; c->verb; c++) {
    put_name(c);
    put_options(c);
    put_arguments(c);
  }
}
