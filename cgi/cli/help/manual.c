/* How it works: pages are printed from the tables of commands and settings, of which
 * the help and site.ini are made too, so that what the program accepts and what its
 * manual says agree. Only the texts that belong to no table are here. */
#include "cli/help/manual.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "base/embedded.h"
#include "cli/command/command_line.h"
#include "cli/help/roff.h"
#include "cli/output/complain.h"
#include "site/core/settings.h"

/* docs/pamphlet.fcgi.8.in, the only one. */
extern const struct embedded_file manual_files[];

/* A term and its explanation, as in a list of options. */
struct manual_entry {
  const char *term, *meaning;
};

static void manual_put_entries(const struct manual_entry *e) {
  for (; e->term; e++) {
    fputs(".TP\n", stdout);
    roff_bold(e->term);
    roff_line();
    roff_text(e->meaning);
  }
}

/* The words of a choice such as auto|markdown|html, as a sentence. */
static void manual_put_choice(const char *choice) {
  fputs("One of ", stdout);
  for (const char *s = choice; *s; s++)
    *s == '|' ? fputs(", ", stdout) : putchar(*s);
  puts(".");
}

/* Bold is typed as it is, italic is replaced: man-pages(7). */
static void manual_put_option(const struct command_option *option) {
  /* A longer choice does not fit on a line of a narrow terminal, where roff can break
   * it nowhere: it becomes a sentence. */
  enum { WIDEST_CHOICE = 40 };
  const char *value = option->value;
  bool wide = value && strlen(value) > WIDEST_CHOICE;
  char name[64];
  snprintf(name, sizeof name, "--%s", option->name);
  fputs(".TP\n", stdout);
  roff_bold(name);
  if (value) {
    roff_plain("=");
    roff_italic(wide ? "WORD" : value);
  }
  roff_line();
  if (!wide) {
    roff_text(option->meaning);
    return;
  }
  fputs(option->meaning, stdout);
  puts(".");
  manual_put_choice(value);
}

static void manual_put_command(const struct command *c) {
  char name[COMMAND_NAME], full[COMMAND_NAME + 16];
  snprintf(full, sizeof full, "pamphlet %s", command_name(c, name));
  fputs(".SS ", stdout);
  roff_bold(full);
  if (c->options[0].name)
    /* Requests of roff go to the output directly: roff_plain would escape the
     * backslashes. */
    fputs(" [\\fIOPTION\\fR ...]", stdout);
  if (*c->arguments) {
    putchar(' ');
    roff_italic(c->arguments);
  }
  roff_line();
  /* Not by roff_text, which would end the line before the full stop. */
  fputs(c->summary, stdout);
  puts(".");
  for (size_t i = 0; i < COMMAND_OPTIONS && c->options[i].name; i++)
    manual_put_option(&c->options[i]);
  roff_example(c->examples);
}

static void manual_put_synopsis(void) {
  roff_section("SYNOPSIS");
  roff_bold("pamphlet");
  fputs(" [", stdout);
  roff_bold("-C");
  fputs(" \\fIDIR\\fR] [", stdout);
  roff_bold("--no-pager");
  puts("] \\fICOMMAND\\fR [\\fIOPTION\\fR ...] [\\fIARGUMENT\\fR ...]");
}

/* The numbers of sysexits.h, as exit_code.c maps errors to them. */
static const struct manual_entry exit_codes[] = {{"0", "Success."},
    {"1", "\"pamphlet doctor\" has found warnings, but no errors."},
    {"64", "Incorrect usage, or the user did not confirm."},
    {"65", "A file, a text or the database contains an error; the message names it."},
    {"66", "The article, comment, site or file does not exist."},
    {"67", "There is no user of that name."},
    {"69",
        "A program that is needed, such as an editor or pamphlet.fcgi, is not there."},
    {"70", "Internal error: a bug in pamphlet."}, {"71", "Out of memory."},
    {"73", "The file or the site to be created already exists."},
    {"74", "Input/output error, such as a full disk."},
    {"75", "The database or the site is locked by another program: try again later."},
    {"77", "Permission denied: run the command as the user of pamphlet.fcgi."},
    {"78", "Error in the settings, or a database from another version."}, {NULL, NULL}};

static void manual_of_command(const struct command_table *table) {
  static const struct manual_entry options[] = {
      {"-C DIR",
          "Use the site in this directory. The default is $PAMPHLET_SITE, or else the"
          " current directory or its nearest parent that contains a site.ini."},
      {"--no-pager", "Do not use a pager, even on a terminal."},
      {"--help, -h", "Show help about pamphlet or about a command, with examples."},
      {"--version", "Print the version."}, {NULL, NULL}};
  static const struct manual_entry environment[] = {
      {"PAMPHLET_SITE", "The directory of the site, unless -C is given."},
      {"PAMPHLET_BASE_URL",
          "Overrides base_url in site.ini. While pamphlet.fcgi runs with this variable,"
          " commands without it use its value as well."},
      {"VISUAL, EDITOR",
          "The editor that \"pamphlet post edit\" opens; VISUAL takes precedence."},
      {"PAGER", "The pager for long output on a terminal. The default is less,"
                " except where TERM is dumb; an empty value turns paging off."},
      {"NO_COLOR", "Turns off colours if set and not empty."},
      {"TMPDIR", "The folder for temporary files during editing. The default is"
                 " /tmp."},
      {NULL, NULL}};
  roff_head("pamphlet", "1", "write and manage a blog");
  manual_put_synopsis();
  roff_section("DESCRIPTION");
  roff_text(
      "A site is a directory with settings, a database and media files, created by"
      " \"pamphlet init\". This command manages it; pamphlet.fcgi, with a web"
      " server, serves it to readers.\n"
      "Run the command as the user of pamphlet.fcgi, or as a member of the group"
      " that owns the database. A command that would lock the service out of its"
      " own files is refused.");
  roff_section("OPTIONS");
  manual_put_entries(options);
  roff_section("COMMANDS");
  roff_text("Options are written --name=value or --name value, before or after the"
            " arguments. Words after -- are arguments.\n"
            "The ID of a post or page can be its number, its slug, its path such as"
            " /2026/11/tide/, or its URL. The ID of a comment is a number.");
  for (const struct command *c = table->commands; c->verb; c++)
    manual_put_command(c);
  roff_section("ENVIRONMENT");
  manual_put_entries(environment);
  roff_section("EXIT STATUS");
  roff_text("The exit status is 1 or one of sysexits.h:");
  manual_put_entries(exit_codes);
  roff_section("SEE ALSO");
  puts(".BR site.ini (5),\n.BR pamphlet.fcgi (8)");
}

static void manual_put_setting(const char **section, const struct settings_entry *s) {
  /* The settings are in the order of their sections: a new name begins a new
   * heading. */
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
  /* A setting without a default has nothing to say here. */
  if (*s->value) {
    fputs("The default is ", stdout);
    roff_plain(s->value);
    puts(".");
  }
}

/* No table has these sentences: they describe the syntax that site/core/ini.c reads. */
static void manual_of_settings(void) {
  struct settings_entry setting;
  const char *section = "";
  roff_head("site.ini", "5", "settings of a Pamphlet blog");
  roff_section("DESCRIPTION");
  roff_text(
      "The file site.ini in the directory of a site is UTF-8 text with lines"
      " \"name = value\" below lines \"[section]\". The value is everything after the"
      " first = up to the end of the line, without surrounding white space. Lines"
      " that begin with # or ; are comments. An unknown or repeated name is an"
      " error.\n"
      "Omitted settings have their default values, except title and base_url,"
      " which are required.\n"
      "\"pamphlet config set\" changes a setting in place. After a change, reload the"
      " service with this command in the directory of the site:");
  roff_example("pamphlet reload");
  roff_section("SETTINGS");
  for (size_t i = 0; settings_entry(i, &setting); i++)
    manual_put_setting(&section, &setting);
  roff_section("SEE ALSO");
  puts(".BR pamphlet (1),\n.BR pamphlet.fcgi (8)");
}

/* This page is written by hand; the build replaces the version in it as well. */
static void manual_of_service(void) {
  static const char mark[] = "@PROJECT_VERSION@";
  const char *text = (const char *)manual_files[0].data;
  for (const char *at; (at = strstr(text, mark)) != NULL; text = at + sizeof mark - 1)
    printf("%.*s%s", (int)(at - text), text, PAMPHLET_VERSION);
  fputs(text, stdout);
}

int manual_run(const struct command_line *line) {
  /* The names of the files that are installed, so that the build writes each with one
   * command. */
  const char *page = line->arguments[0];
  if (strcmp(page, "pamphlet.1") == 0) {
    manual_of_command(line->table);
  } else if (strcmp(page, "site.ini.5") == 0) {
    manual_of_settings();
  } else if (strcmp(page, "pamphlet.fcgi.8") == 0) {
    manual_of_service();
  } else {
    complain(
        "no manual page \"%s\": use pamphlet.1, site.ini.5 or pamphlet.fcgi.8", page);
    return EX_USAGE;
  }
  return 0;
}
