#include "cli/help/completion_zsh.h"

#include <stdio.h>

#include "cli/help/complete.h"

/* Prints a text for inside single quotes, with the characters escaped that _arguments
 * and _describe would read as separators. */
static void completion_zsh_put(const char *text) {
  complete_quote(text, "'\\''", "\\:[]");
}

/* One specification of _arguments: '--name=[meaning]:what:action'. The "=" allows the
 * value in the same word or the next. */
static void completion_zsh_option(
    const struct command *c, const struct command_option *option) {
  const char *value = option->value;
  printf("        '--%s%s[", option->name, value ? "=" : "");
  completion_zsh_put(option->meaning);
  putchar(']');
  if (command_is_file(value)) {
    fputs(":file:_files", stdout);
  } else if (command_is_choice(value)) {
    fputs(":value:(", stdout);
    complete_choices(value);
    putchar(')');
  } else if (complete_ids(c, value ? value : "")) {
    printf(":id:{_pamphlet_ids %s %s}", complete_ids(c, value),
        complete_ids_field(complete_ids(c, value)));
  } else if (value) {
    fputs(":value: ", stdout);
  }
  fputs("' \\\n", stdout);
}

/* A "*" before the colon is for all further arguments, a number for that one only. A
 * message without an action, ":value: ", offers nothing, but tells zsh that a value
 * follows. */
static void completion_zsh_command(const struct command *c, const char *indent) {
  printf("%s%s)\n%s  _arguments \\\n", indent, c->verb, indent);
  for (size_t i = 0; i < COMMAND_OPTIONS && c->options[i].name; i++)
    completion_zsh_option(c, &c->options[i]);
  if (command_is_file(c->arguments)) {
    fputs("        '*:file:_files' \\\n", stdout);
  } else if (complete_ids(c, c->arguments)) {
    printf("        '*:id:{_pamphlet_ids %s %s}' \\\n", complete_ids(c, c->arguments),
        complete_ids_field(complete_ids(c, c->arguments)));
  } else if (command_is_choice(c->arguments)) {
    fputs("        ':value:(", stdout);
    complete_choices(c->arguments);
    fputs(")' \\\n", stdout);
  } else if (complete_has_setting(c)) {
    fputs("        '1:setting:(", stdout);
    complete_settings();
    fputs(")' '2:value: ' \\\n", stdout);
  } else if (*c->arguments) {
    fputs("        '*:argument: ' \\\n", stdout);
  }
  printf("        '--help[Show help]'\n%s  ;;\n", indent);
}

/* Prints a function that completes the verbs of a noun and the words after each. With
 * "->", _arguments sets $state and returns, and in '*::' it makes $words begin with the
 * verb, so that its options can be completed by a second _arguments. */
static void completion_zsh_noun(const struct command_table *table, const char *noun) {
  printf("_pamphlet_%s() {\n  local curcontext=$curcontext state line\n"
         "  _arguments -C '1:command:->command' '*::argument:->argument'\n"
         "  case $state in\n  command)\n    local -a verbs=(\n",
      noun);
  for (const struct command *c = table->commands; c->verb; c++)
    if (complete_is_of(c, noun)) {
      printf("      '%s:", c->verb);
      completion_zsh_put(c->summary);
      fputs("'\n", stdout);
    }
  fputs("    )\n    _describe command verbs\n    ;;\n  argument)\n"
        "    case $words[1] in\n",
      stdout);
  for (const struct command *c = table->commands; c->verb; c++)
    if (complete_is_of(c, noun))
      completion_zsh_command(c, "    ");
  fputs("    esac\n    ;;\n  esac\n}\n\n", stdout);
}

static void completion_zsh_names(const struct command_table *table) {
  for (const struct command *c = table->commands; c->verb; c++) {
    if (!complete_is_first(table, c))
      continue;
    printf("      '%s:", c->noun ? c->noun : c->verb);
    if (c->noun)
      complete_verbs(table, c->noun, ", ");
    else
      completion_zsh_put(c->summary);
    fputs("'\n", stdout);
  }
}

/* (Q) removes the quotes of the directory that was typed, and ~ makes zsh expand a "~"
 * in it. sed turns a row of CSV into "ID:text", as _describe reads it; -V keeps the
 * order of the list.
 *
 * At the end: a script in $fpath is called as the function _pamphlet; one that is
 * sourced has to register it. */
void completion_zsh(const struct command_table *table) {
  fputs(
      "#compdef pamphlet\n"
      "# Completion of pamphlet for zsh, printed by \"pamphlet completion zsh\".\n\n"
      "_pamphlet_ids() {\n"
      "  local -a ids\n"
      "  ids=(${(f)\"$(pamphlet ${(Q)opt_args[-C]:+-C} ${~${(Q)opt_args[-C]}} $1 list \\\n"
      "    --fields=id,$2 --format=csv 2>/dev/null |\n"
      "    sed -nE 's/^([0-9]+),\"?/\\1:/; t put; b; : put; s/\"$//; p')\"})\n"
      "  _describe -V id ids\n"
      "}\n\n",
      stdout);
  for (const struct command *c = table->commands; c->verb; c++)
    if (c->noun && complete_is_first(table, c))
      completion_zsh_noun(table, c->noun);
  fputs("_pamphlet() {\n  local curcontext=$curcontext state line\n"
        "  _arguments -C '-C[Directory of the site]:folder:_files -/' \\\n"
        "    '--no-pager[Do not use a pager]' \\\n"
        "    '--help[Show help]' '--version[Print the version]' \\\n"
        "    '1:command:->command' '*::argument:->argument'\n"
        "  case $state in\n  command)\n    local -a names=(\n",
      stdout);
  completion_zsh_names(table);
  fputs("    )\n    _describe command names\n    ;;\n  argument)\n"
        "    case $words[1] in\n",
      stdout);
  for (const struct command *c = table->commands; c->verb; c++)
    if (!c->noun)
      completion_zsh_command(c, "    ");
    else if (complete_is_first(table, c))
      printf("    %s) _pamphlet_%s ;;\n", c->noun, c->noun);
  fputs("    esac\n    ;;\n  esac\n}\n\n"
        "if [[ $funcstack[1] == _pamphlet ]]; then\n  _pamphlet \"$@\"\nelse\n"
        "  compdef _pamphlet pamphlet\nfi\n",
      stdout);
}
