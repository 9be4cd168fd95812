#include "cli/help/completion.h"

#include <stdio.h>

#include "cli/command/option.h"

/* Bash takes "--name=value" apart at the "=". */
static const char head[] =
    "# Completion of pamphlet for bash, made by \"pamphlet completion bash\".\n"
    "_pamphlet_ids() {\n"
    "  local at=${site/#\\~/$HOME}\n"
    "  \"${COMP_WORDS[0]/#\\~/$HOME}\" ${at:+-C \"$at\"} $1 list --format=ids 2>/dev/null\n"
    "}\n"
    "_pamphlet() {\n"
    "  local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}\n"
    "  local i site= option= options= words= files=\n"
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
    "  if [[ $current == = ]]; then\n"
    "    option=$before current=\n"
    "  elif [[ $before == = ]]; then\n"
    "    option=${COMP_WORDS[COMP_CWORD - 2]}\n"
    "  elif [[ $before == --* ]]; then\n"
    "    option=$before\n"
    "  fi\n";

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
    "}\n"
    "complete -F _pamphlet pamphlet\n";

/* "(first)" of what can be typed next, as a branch of a case. */
static void put_nouns(void) {
  fputs("  \" \") words=\"", stdout);
  for (const struct command *c = commands; c->verb; c++)
    if (completion_is_first(c))
      printf("%s ", c->noun ? c->noun : c->verb);
  fputs("\" options=\"-C --no-pager --version\" ;;\n", stdout);
  for (const struct command *c = commands; c->verb; c++)
    if (c->noun && completion_is_first(c)) {
      printf("  \"%s \") words=\"", c->noun);
      completion_verbs(c->noun, " ");
      fputs("\" ;;\n", stdout);
    }
}

static void put_values(const struct command *c) {
  fputs("    case $option in\n", stdout);
  for (int i = 0; i < COMMAND_OPTIONS && c->options[i]; i++) {
    const char *option = c->options[i], *value = option_value(option);
    if (!value)
      continue;
    printf("    --%.*s) ", (int)option_name(option), option);
    if (option_has_words(option)) {
      fputs("words=\"", stdout);
      completion_words(value);
      fputs("\" ;;\n", stdout);
    } else if (completion_ids(c, value)) {
      printf("words=$(_pamphlet_ids %s) ;;\n", completion_ids(c, value));
    } else {
      printf("%s ;;\n", option_is_file(value) ? "files=option" : "return");
    }
  }
  fputs("    *) option= ;;\n    esac\n", stdout);
}

/* A verb without a noun is followed by anything. */
static void put_command(const struct command *c) {
  printf("  \"%s%s%s\"%s)\n", c->noun ? c->noun : "", c->noun ? " " : "", c->verb,
      c->noun ? "" : "\\ *");
  fputs("    options=\"", stdout);
  for (int i = 0; i < COMMAND_OPTIONS && c->options[i]; i++)
    printf("%s--%.*s%s", i ? " " : "", (int)option_name(c->options[i]), c->options[i],
        option_value(c->options[i]) ? "=" : "");
  fputs("\"\n", stdout);
  if (option_is_file(c->arguments)) {
    fputs("    files=argument\n", stdout);
  } else if (completion_ids(c, c->arguments)) {
    printf("    if [[ -z $option && $current != -* ]]; then"
           " words=$(_pamphlet_ids %s); fi\n",
        completion_ids(c, c->arguments));
  } else if (completion_has_words(c)) {
    fputs("    words=\"", stdout);
    completion_words(c->arguments);
    fputs("\"\n", stdout);
  }
  if (completion_has_setting(c)) {
    fputs("    if ((${#typed[@]} == 2)); then words=\"", stdout);
    completion_settings();
    fputs("\"; fi\n", stdout);
  }
  if (c->options[0])
    put_values(c);
  fputs("    ;;\n", stdout);
}

void completion_bash(void) {
  fputs(head, stdout);
  fputs("  case \"${typed[0]} ${typed[1]}\" in\n", stdout);
  put_nouns();
  for (const struct command *c = commands; c->verb; c++)
    put_command(c);
  fputs("  esac\n", stdout);
  fputs(tail, stdout);
}
