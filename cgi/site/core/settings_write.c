#include "site/core/settings_write.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "site/core/settings_table.h"

/* The settings that "pamphlet init" asks for. All others get their defaults. */
static const char *settings_write_value(
    const struct settings_initial *choice, const struct settings_row *row) {
  const struct {
    const char *name, *value;
  } all[] = {{"title", choice->title}, {"tagline", choice->tagline},
      {"base_url", choice->base_url}, {"language", choice->language},
      {"database", choice->database}};
  for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
    if (all[i].value && strcmp(all[i].name, row->name) == 0)
      return all[i].value;
  return row->value;
}

static void settings_write_row(
    struct buf *out, const struct settings_row *row, const char *value) {
  /* The first line begins without a "\n", all others at one. */
  for (const char *line = row->meaning; line; line = strchr(line, '\n')) {
    line += *line == '\n';
    buf_printf(out, "# %.*s\n", (int)strcspn(line, "\n"), line);
  }
  buf_printf(out, "%s = %s\n", row->name, value);
}

static enum err settings_write_text(struct buf *out,
    const struct settings_initial *choice, char *why, size_t why_size) {
  const struct settings_row *row;
  const char *section = "";
  buf_puts(out, "# Settings of this blog. To apply a change, in this directory:\n"
                "# pamphlet reload\n");
  for (size_t i = 0; (row = settings_table_row(i)) != NULL; i++) {
    struct settings_values ignored;
    const char *value = settings_write_value(choice, row);
    /* A file that this program writes must be one that it can read. */
    if (!settings_table_set(&ignored, row, value, why, why_size))
      return ERR_CONFIG;
    if (strcmp(section, row->section) != 0)
      buf_printf(out, "\n[%s]\n", section = row->section);
    else
      buf_putc(out, '\n');
    settings_write_row(out, row, value);
  }
  return buf_status(out);
}

enum err settings_write(const char *dir, const struct settings_initial *choice,
    char *why, size_t why_size) {
  struct buf text = {0};
  char file[4096];
  why[0] = '\0';
  snprintf(file, sizeof file, "%s/site.ini", dir);
  enum err e = settings_write_text(&text, choice, why, why_size);
  /* "x" (C11) fails for a file that exists: an owner's settings are never
   * overwritten. */
  FILE *f = e ? NULL : fopen(file, "wx");
  if (!e && !f)
    e = access(file, F_OK) == 0 ? ERR_EXISTS : ERR_IO;
  if (f && fwrite(text.data, 1, text.len, f) != text.len)
    e = ERR_IO;
  if (f && fclose(f) != 0)
    e = ERR_IO;
  /* A part of the file would make the folder a site, and "pamphlet init" could not be
   * run again. */
  if (f && e)
    unlink(file);
  if (e && !*why)
    snprintf(why, why_size, "%s: %s", file, err_text(e));
  buf_free(&text);
  return e;
}
