/* Man pages from the tables of commands and settings. */
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "cli/command/command.h"
#include "cli/command/option.h"
#include "cli/help/roff.h"

/* A term and what it means. */
struct entry {
  const char *term, *meaning;
};

static void put_entries(const struct entry *e) {
  for (; e->term; e++) {
    fputs(".TP\n", stdout);
    roff_bold(e->term);
    roff_line();
    roff_text(e->meaning);
  }
}

static void put_option(const char *option, const char *meaning) {
  char name[64];
  snprintf(name, sizeof name, "--%.*s", (int)option_name(option), option);
  fputs(".TP\n", stdout);
  roff_bold(name);
  if (option_value(option)) {
    roff_plain("=");
    roff_italic(option_value(option));
  }
  roff_line();
  roff_text(meaning);
}

static void put_command(const struct command *c) {
  char name[80];
  snprintf(name, sizeof name, "pamphlet %s%s%s", c->noun ? c->noun : "",
      c->noun ? " " : "", c->verb);
  fputs(".SS ", stdout);
  roff_bold(name);
  if (c->options[0])
    fputs(" [\\fIOPTION\\fR ...]", stdout);
  if (*c->arguments) {
    putchar(' ');
    roff_italic(c->arguments);
  }
  roff_line();
  fputs(c->summary, stdout);
  puts(".");
  for (int i = 0; i < COMMAND_OPTIONS && c->options[i]; i++)
    put_option(c->options[i], c->meanings[i]);
  roff_example(c->examples);
}

static void put_synopsis(void) {
  roff_section("SYNOPSIS");
  roff_bold("pamphlet");
  fputs(" [", stdout);
  roff_bold("-C");
  fputs(" \\fIDIR\\fR] [", stdout);
  roff_bold("--no-pager");
  puts("] \\fICOMMAND\\fR [\\fIOPTION\\fR ...] [\\fIARGUMENT\\fR ...]");
}

static void manual_command(void) {
  static const struct entry options[] = {
      {"-C DIR", "The directory of the site. Else it is $PAMPHLET_SITE, or the current"
                 " directory or the nearest one above it that has a site.ini."},
      {"--no-pager", "Print long output at once, on a terminal too."},
      {"--help, -h", "Explain pamphlet, or the command, with examples."},
      {"--version", "Print the version."}, {NULL, NULL}};
  static const struct entry environment[] = {
      {"PAMPHLET_SITE", "The directory of the site, where -C is not given."},
      {"PAMPHLET_BASE_URL", "Stands in for base_url of site.ini."},
      {"VISUAL, EDITOR",
          "The editor of \"pamphlet post edit\"; the first that is set."},
      {"PAGER", "Shows long output on a terminal; less where it is unset, none where it"
                " is empty."},
      {"NO_COLOR", "No colour where it is set and not empty."},
      {"TMPDIR", "Where a text is while it is edited; /tmp where it is unset."},
      {NULL, NULL}};
  static const struct entry codes[] = {{"0", "All was done."},
      {"64", "The command was given wrongly; or somebody said no."},
      {"65", "A file, a text or the database has a fault, which is named."},
      {"66", "There is no such thing, or no such file."},
      {"69", "Something it needs is not to be had, such as an editor."},
      {"70", "A defect of the program."}, {"71", "The system is out of memory."},
      {"73", "It is there already."},
      {"74", "The system could not read or write; or the disk is full."},
      {"75", "Somebody else has the database locked: try again."},
      {"77", "It is not yours to do: run it as the user of pamphlet.fcgi."},
      {"78", "The settings, or the version of the database, do not fit."},
      {NULL, NULL}};
  roff_head("pamphlet", "1", "write and look after a blog");
  put_synopsis();
  roff_section("DESCRIPTION");
  roff_text("A site is a directory with settings, database and media, made by"
            " \"pamphlet init\". This command writes to it; readers see it through"
            " pamphlet.fcgi behind a web server.\n"
            "Run it as the user of pamphlet.fcgi, or as one in the group of the"
            " database: what would lock the service out of its own files is refused.");
  roff_section("OPTIONS");
  put_entries(options);
  roff_section("COMMANDS");
  roff_text("An option is written --name=value or --name value, in front of the"
            " arguments or behind them; what follows -- is an argument.");
  for (const struct command *c = commands; c->verb; c++)
    put_command(c);
  roff_section("ENVIRONMENT");
  put_entries(environment);
  roff_section("EXIT STATUS");
  roff_text("Those of sysexits.h:");
  put_entries(codes);
  roff_section("SEE ALSO");
  puts(".BR site.ini (5),\n.BR pamphlet.fcgi (8)");
}

static void put_setting(const char **section, const struct settings_entry *s) {
  if (strcmp(*section, s->section) != 0) {
    char title[40];
    snprintf(title, sizeof title, "[%s]", s->section);
    fputs(".SS ", stdout);
    roff_plain(title);
    roff_line();
    *section = s->section;
  }
  fputs(".TP\n", stdout);
  roff_bold(s->name);
  roff_line();
  roff_text(s->meaning);
  if (*s->value) {
    fputs("The default is ", stdout);
    roff_plain(s->value);
    puts(".");
  }
}

static void manual_settings(void) {
  struct settings_entry setting;
  const char *section = "";
  roff_head("site.ini", "5", "settings of a Pamphlet blog");
  roff_section("DESCRIPTION");
  roff_text(
      "The file site.ini in the directory of a site is UTF-8 text: lines"
      " \"name = value\" below lines \"[section]\". What follows the first = up"
      " to the end of the line is the value, without white space at its ends;"
      " lines that begin with # or ; are comments. A name that is not known, or is"
      " there twice, is an error.\n"
      "Settings that are left out have their defaults, but for title and"
      " base_url, which every site has to say.\n"
      "After a change, in the directory of the site:");
  roff_example("kill -HUP $(cat run/pamphlet.pid)");
  roff_section("SETTINGS");
  for (size_t i = 0; settings_entry(i, &setting); i++)
    put_setting(&section, &setting);
  roff_section("SEE ALSO");
  puts(".BR pamphlet (1),\n.BR pamphlet.fcgi (8)");
}

int manual_run(const struct command_line *line) {
  const char *page = line->arguments[0];
  if (strcmp(page, "pamphlet.1") == 0) {
    manual_command();
  } else if (strcmp(page, "site.ini.5") == 0) {
    manual_settings();
  } else {
    command_complain(
        "there is no page \"%s\": there are pamphlet.1 and site.ini.5", page);
    return EX_USAGE;
  }
  return 0;
}
