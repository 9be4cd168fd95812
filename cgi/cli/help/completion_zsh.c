#include "cli/help/completion.h"

#include <stdio.h>

#include "cli/command/option.h"

/* Inside single quotes; what _arguments and _describe take as marks is escaped. */
static void put(const char *text) {
  completion_quote(text, "'\\''", "\\:[]");
}

static void put_option(
    const struct command *c, const char *option, const char *meaning) {
  const char *value = option_value(option);
  printf("        '--%.*s%s[", (int)option_name(option), option, value ? "=" : "");
  put(meaning);
  putchar(']');
  if (option_is_file(value)) {
    fputs(":file:_files", stdout);
  } else if (option_has_words(option)) {
    fputs(":value:(", stdout);
    completion_words(value);
    putchar(')');
  } else if (completion_ids(c, value ? value : "")) {
    printf(":id:{_pamphlet_ids %s %s}", completion_ids(c, value),
        completion_ids_field(completion_ids(c, value)));
  } else if (value) {
    fputs(":value: ", stdout);
  }
  fputs("' \\\n", stdout);
}

static void put_command(const struct command *c, const char *indent) {
  printf("%s%s)\n%s  _arguments \\\n", indent, c->verb, indent);
  for (int i = 0; i < COMMAND_OPTIONS && c->options[i]; i++)
    put_option(c, c->options[i], c->meanings[i]);
  if (option_is_file(c->arguments)) {
    fputs("        '*:file:_files' \\\n", stdout);
  } else if (completion_ids(c, c->arguments)) {
    printf("        '*:id:{_pamphlet_ids %s %s}' \\\n", completion_ids(c, c->arguments),
        completion_ids_field(completion_ids(c, c->arguments)));
  } else if (completion_has_words(c)) {
    fputs("        ':value:(", stdout);
    completion_words(c->arguments);
    fputs(")' \\\n", stdout);
  } else if (completion_has_setting(c)) {
    fputs("        '1:setting:(", stdout);
    completion_settings();
    fputs(")' '2:value: ' \\\n", stdout);
  } else if (*c->arguments) {
    fputs("        '*:argument: ' \\\n", stdout);
  }
  printf("        '--help[Explain it, with examples]'\n%s  ;;\n", indent);
}

/* The verbs of a noun, and what follows each. */
static void put_noun(const char *noun, const struct command *first) {
  printf("_pamphlet_%s() {\n  local curcontext=$curcontext state line\n"
         "  _arguments -C '1:command:->command' '*::argument:->argument'\n"
         "  case $state in\n  command)\n    local -a verbs=(\n",
      noun);
  for (const struct command *c = first; c->verb; c++)
    if (completion_is_of(c, noun)) {
      printf("      '%s:", c->verb);
      put(c->summary);
      fputs("'\n", stdout);
    }
  fputs("    )\n    _describe command verbs\n    ;;\n  argument)\n"
        "    case $words[1] in\n",
      stdout);
  for (const struct command *c = first; c->verb; c++)
    if (completion_is_of(c, noun))
      put_command(c, "    ");
  fputs("    esac\n    ;;\n  esac\n}\n\n", stdout);
}

static void put_names(void) {
  for (const struct command *c = commands; c->verb; c++) {
    if (!completion_is_first(c))
      continue;
    printf("      '%s:", c->noun ? c->noun : c->verb);
    if (c->noun)
      completion_verbs(c->noun, ", ");
    else
      put(c->summary);
    fputs("'\n", stdout);
  }
}

void completion_zsh(void) {
  fputs(
      "#compdef pamphlet\n"
      "# Completion of pamphlet for zsh, made by \"pamphlet completion zsh\".\n\n"
      "_pamphlet_ids() {\n"
      "  local -a ids\n"
      "  ids=(${(f)\"$(pamphlet ${(Q)opt_args[-C]:+-C} ${~${(Q)opt_args[-C]}} $1 list \\\n"
      "    --fields=id,$2 --format=csv 2>/dev/null |\n"
      "    sed -nE 's/^([0-9]+),\"?/\\1:/; t put; b; : put; s/\"$//; p')\"})\n"
      "  _describe -V id ids\n"
      "}\n\n",
      stdout);
  for (const struct command *c = commands; c->verb; c++)
    if (c->noun && completion_is_first(c))
      put_noun(c->noun, c);
  fputs("_pamphlet() {\n  local curcontext=$curcontext state line\n"
        "  _arguments -C '-C[The directory of the site]:folder:_files -/' \\\n"
        "    '--no-pager[Print long output at once]' \\\n"
        "    '--help[Explain it, with examples]' '--version[Print the version]' \\\n"
        "    '1:command:->command' '*::argument:->argument'\n"
        "  case $state in\n  command)\n    local -a names=(\n",
      stdout);
  put_names();
  fputs("    )\n    _describe command names\n    ;;\n  argument)\n"
        "    case $words[1] in\n",
      stdout);
  for (const struct command *c = commands; c->verb; c++)
    if (!c->noun)
      put_command(c, "    ");
    else if (completion_is_first(c))
      printf("    %s) _pamphlet_%s ;;\n", c->noun, c->noun);
  fputs("    esac\n    ;;\n  esac\n}\n\n"
        "if [[ $funcstack[1] == _pamphlet ]]; then\n  _pamphlet \"$@\"\nelse\n"
        "  compdef _pamphlet pamphlet\nfi\n",
      stdout);
}
