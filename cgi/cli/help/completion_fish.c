#include "cli/help/completion_fish.h"

#include <stdio.h>

#include "cli/help/complete.h"

/* Within single quotes, fish reads a backslash before a quote or another backslash
 * (fish, "Quotes"). */
static void completion_fish_describe(const char *text) {
  fputs(" -d '", stdout);
  complete_quote(text, "\\'", "\\");
  fputs("'\n", stdout);
}

/* Prints the start of a line that applies while the command is being typed. fish has no
 * branches for commands: every line has its condition. */
static void completion_fish_condition(const struct command *c) {
  if (c->noun)
    printf("complete -c pamphlet -n '__fish_seen_subcommand_from %s; and"
           " __fish_seen_subcommand_from %s'",
        c->noun, c->verb);
  else
    printf("complete -c pamphlet -n '__fish_seen_subcommand_from %s'", c->verb);
}

/* A noun is offered once, with its verbs as the description; then each verb after the
 * noun, until one of them has been typed. */
static void completion_fish_name(
    const struct command_table *table, const struct command *c) {
  if (!c->noun) {
    printf("complete -c pamphlet -n __fish_use_subcommand -a %s", c->verb);
    completion_fish_describe(c->summary);
    return;
  }
  if (complete_is_first(table, c)) {
    printf("complete -c pamphlet -n __fish_use_subcommand -a %s -d '", c->noun);
    complete_verbs(table, c->noun, ", ");
    fputs("'\n", stdout);
  }
  printf("complete -c pamphlet -n '__fish_seen_subcommand_from %s; and not"
         " __fish_seen_subcommand_from ",
      c->noun);
  complete_verbs(table, c->noun, " ");
  printf("' -a %s", c->verb);
  completion_fish_describe(c->summary);
}

/* Prints nothing for NULL. */
static void completion_fish_ids(const char *kind) {
  if (kind)
    printf(" -a '(__pamphlet_ids %s %s)'", kind, complete_ids_field(kind));
}

static void completion_fish_options(const struct command *c) {
  for (size_t i = 0; i < COMMAND_OPTIONS && c->options[i].name; i++) {
    const char *value = c->options[i].value;
    completion_fish_condition(c);
    printf(" -l %s", c->options[i].name);
    /* -r: a value is required; -F: files are offered in spite of the general -f; -x: a
     * value is required, and no files (fish, "complete"). */
    if (command_is_file(value)) {
      fputs(" -r -F", stdout);
    } else if (value) {
      fputs(" -x", stdout);
    }
    if (command_is_choice(value)) {
      fputs(" -a '", stdout);
      complete_choices(value);
      putchar('\'');
    } else if (value) {
      completion_fish_ids(complete_ids(c, value));
    }
    completion_fish_describe(c->options[i].meaning);
  }
}

/* Offers the settings until one of them has been typed: the next argument is a value.
 */
static void completion_fish_settings(const struct command *c) {
  printf("complete -c pamphlet -n '__fish_seen_subcommand_from %s; and"
         " __fish_seen_subcommand_from %s; and not __fish_seen_subcommand_from ",
      c->noun, c->verb);
  complete_settings();
  fputs("' -a '", stdout);
  complete_settings();
  fputs("'\n", stdout);
}

static void completion_fish_arguments(const struct command *c) {
  if (command_is_file(c->arguments)) {
    completion_fish_condition(c);
    fputs(" -F\n", stdout);
  } else if (complete_ids(c, c->arguments)) {
    completion_fish_condition(c);
    completion_fish_ids(complete_ids(c, c->arguments));
    putchar('\n');
  } else if (command_is_choice(c->arguments)) {
    completion_fish_condition(c);
    fputs(" -a '", stdout);
    complete_choices(c->arguments);
    fputs("'\n", stdout);
  } else if (complete_has_setting(c)) {
    completion_fish_settings(c);
  }
}

/* The function at the beginning turns rows of CSV into "ID<tab>text", which fish shows
 * as a word and its description: quotes around a text are removed, and doubled ones
 * become single. It repeats the -C that was typed, so that the IDs are those of that
 * site, and hides errors, which would appear in the middle of the line. */
void completion_fish(const struct command_table *table) {
  fputs(
      "# Completion of pamphlet for fish, printed by \"pamphlet completion fish\".\n"
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
      "complete -c pamphlet -s C -r -F -d 'Directory of the site'\n"
      "complete -c pamphlet -l no-pager -d 'Do not use a pager'\n"
      "complete -c pamphlet -l help -d 'Show help'\n"
      "complete -c pamphlet -l version -d 'Print the version'\n",
      stdout);
  for (const struct command *c = table->commands; c->verb; c++) {
    completion_fish_name(table, c);
    completion_fish_options(c);
    completion_fish_arguments(c);
  }
}
