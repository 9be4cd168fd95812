#include "cli/help/completion_bash.h"

#include <stdio.h>

#include "cli/help/complete.h"

/* Bash splits "--name=value" into three words at the "=", so that a value may be the
 * word after "=" as well as the word after an option. Without "=" among the
 * COMP_WORDBREAKS it is one word, which the offers then have to begin with.
 *
 * `site` is the directory of -C, if one was typed: the IDs are those of that site. The
 * words are not expanded yet, so a "~" is replaced here. The program is called as it
 * was typed, and its errors are hidden, because they would appear in the middle of the
 * line. */
static const char head[] =
    "# Completion of pamphlet for bash, printed by \"pamphlet completion bash\".\n"
    "_pamphlet_ids() {\n"
    "  local at=${site/#\\~/$HOME}\n"
    "  \"${COMP_WORDS[0]/#\\~/$HOME}\" ${at:+-C \"$at\"} $1 list --format=ids 2>/dev/null\n"
    "}\n"
    "_pamphlet() {\n"
    "  local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}\n"
    "  local i site= option= options= words= files= name=\n"
    "  local -a typed=()\n"
    "  COMPREPLY=()\n"
    "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
    "    case ${COMP_WORDS[i]} in\n"
    "    -C) site=${COMP_WORDS[++i]} ;;\n"
    "    -* | =) ;;\n"
    "    *) typed+=(\"${COMP_WORDS[i]}\") ;;\n"
    "    esac\n"
    "  done\n"
    "  if [[ $before == -C ]]; then\n"
    "    compopt -o filenames\n"
    "    mapfile -t COMPREPLY < <(compgen -d -- \"$current\")\n"
    "    return\n"
    "  fi\n"
    "  if [[ $current == --*=* ]]; then\n"
    "    option=${current%%=*} name=${current%%=*}= current=${current#*=}\n"
    "  elif [[ $current == = ]]; then\n"
    "    option=$before current=\n"
    "  elif [[ $before == = ]]; then\n"
    "    option=${COMP_WORDS[COMP_CWORD - 2]}\n"
    "  elif [[ $before == --* ]]; then\n"
    "    option=$before\n"
    "  fi\n";

/* What the branch for the command has set is offered here: `words` for an option's
 * value, `options` after a "-", else files or the words of an argument. After
 * "--name=", no space is added. */
static const char tail[] =
    "  if [[ -n $option && -n $words ]]; then\n"
    "    mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$current\")\n"
    "  elif [[ $files == option ]]; then\n"
    "    compopt -o filenames\n"
    "    mapfile -t COMPREPLY < <(compgen -f -- \"$current\")\n"
    "  elif [[ $current == -* ]]; then\n"
    "    mapfile -t COMPREPLY < <(compgen -W \"$options --help\" -- \"$current\")\n"
    "    if [[ ${COMPREPLY[0]} == *= ]]; then compopt -o nospace; fi\n"
    "  elif [[ $files == argument ]]; then\n"
    "    compopt -o filenames\n"
    "    mapfile -t COMPREPLY < <(compgen -f -- \"$current\")\n"
    "  else\n"
    "    mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$current\")\n"
    "  fi\n"
    "  if [[ -n $name ]]; then COMPREPLY=(\"${COMPREPLY[@]/#/$name}\"); fi\n"
    "}\n"
    "complete -F _pamphlet pamphlet\n";

/* Prints the branches for a line on which no command is complete yet: nothing typed, or
 * a noun alone. */
static void completion_bash_nouns(const struct command_table *table) {
  fputs("  \" \") words=\"", stdout);
  for (const struct command *c = table->commands; c->verb; c++)
    if (complete_is_first(table, c))
      printf("%s ", c->noun ? c->noun : c->verb);
  fputs("\" options=\"-C --no-pager --version\" ;;\n", stdout);
  for (const struct command *c = table->commands; c->verb; c++)
    if (c->noun && complete_is_first(table, c)) {
      printf("  \"%s \") words=\"", c->noun);
      complete_verbs(table, c->noun, " ");
      fputs("\" ;;\n", stdout);
    }
}

/* The branch for the value of an option. An option that takes any text returns at once,
 * so that nothing is offered for it. */
static void completion_bash_values(const struct command *c) {
  fputs("    case $option in\n", stdout);
  for (size_t i = 0; i < COMMAND_OPTIONS && c->options[i].name; i++) {
    const char *value = c->options[i].value;
    if (!value)
      continue;
    printf("    --%s) ", c->options[i].name);
    if (command_is_choice(value)) {
      fputs("words=\"", stdout);
      complete_choices(value);
      fputs("\" ;;\n", stdout);
    } else if (complete_ids(c, value)) {
      printf("words=$(_pamphlet_ids %s) ;;\n", complete_ids(c, value));
    } else {
      printf("%s ;;\n", command_is_file(value) ? "files=option" : "return");
    }
  }
  fputs("    *) option= ;;\n    esac\n", stdout);
}

/* The pattern is "noun verb", or "verb *" for a command of one word, whose next word is
 * already an argument. */
static void completion_bash_command(const struct command *c) {
  printf("  \"%s%s%s\"%s)\n", c->noun ? c->noun : "", c->noun ? " " : "", c->verb,
      c->noun ? "" : "\\ *");
  fputs("    options=\"", stdout);
  for (size_t i = 0; i < COMMAND_OPTIONS && c->options[i].name; i++)
    printf(
        "%s--%s%s", i ? " " : "", c->options[i].name, c->options[i].value ? "=" : "");
  fputs("\"\n", stdout);
  if (command_is_file(c->arguments)) {
    fputs("    files=argument\n", stdout);
  } else if (complete_ids(c, c->arguments)) {
    /* Listing IDs opens the database, so it is done only where an ID can stand. */
    printf("    if [[ -z $option && $current != -* ]]; then"
           " words=$(_pamphlet_ids %s); fi\n",
        complete_ids(c, c->arguments));
  } else if (command_is_choice(c->arguments)) {
    fputs("    words=\"", stdout);
    complete_choices(c->arguments);
    fputs("\"\n", stdout);
  }
  /* Two words have been typed: the noun and the verb. The next one is the setting, and
   * what follows is its value. */
  if (complete_has_setting(c)) {
    fputs("    if ((${#typed[@]} == 2)); then words=\"", stdout);
    complete_settings();
    fputs("\"; fi\n", stdout);
  }
  if (c->options[0].name)
    completion_bash_values(c);
  fputs("    ;;\n", stdout);
}

void completion_bash(const struct command_table *table) {
  fputs(head, stdout);
  fputs("  case \"${typed[0]} ${typed[1]}\" in\n", stdout);
  completion_bash_nouns(table);
  for (const struct command *c = table->commands; c->verb; c++)
    completion_bash_command(c);
  fputs("  esac\n", stdout);
  fputs(tail, stdout);
}
