/* Jekyll, Hexo and Hugo write placeholders alike, but some of them differ in meaning:
 * ":title" is the name of the file for the first two and the title for Hugo. The table
 * has them all; a function looks at the engine where it matters. */
#include "import/files/import_pattern.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "markup/names/engine_slug.h"

typedef void import_pattern_put(const struct import_pattern_values *v, struct buf *out);

/* What Jekyll keeps in the name of a file besides letters and digits. */
#define PRETTY "._~!$&'()+,;=@"

static void import_pattern_filename(
    const struct import_pattern_values *v, struct buf *out) {
  if (v->kind == IMPORT_ENGINE_HUGO)
    engine_slug_hugo(v->name, out);
  else
    engine_slug_jekyll(v->name, PRETTY, out);
}

static void import_pattern_title(
    const struct import_pattern_values *v, struct buf *out) {
  if (v->kind == IMPORT_ENGINE_HUGO)
    engine_slug_hugo(v->title, out);
  else if (v->kind == IMPORT_ENGINE_HEXO)
    /* Hexo takes the path below source/_posts as it is. */
    buf_printf(out, "%s%s%s", v->folders, *v->folders ? "/" : "", v->name);
  else
    engine_slug_jekyll(*v->slug ? v->slug : v->name, PRETTY, out);
}

static void import_pattern_post_title(
    const struct import_pattern_values *v, struct buf *out) {
  engine_slug_jekyll(v->title, "", out);
}

static void import_pattern_slug(
    const struct import_pattern_values *v, struct buf *out) {
  if (v->kind == IMPORT_ENGINE_HUGO)
    engine_slug_hugo(*v->slug ? v->slug : v->title, out);
  else
    engine_slug_jekyll(*v->slug ? v->slug : v->name, "", out);
}

static void import_pattern_slug_or_name(
    const struct import_pattern_values *v, struct buf *out) {
  const char *text = *v->slug ? v->slug : v->name;
  if (v->kind == IMPORT_ENGINE_ZOLA)
    engine_slug_jekyll(text, "", out);
  else
    engine_slug_hugo(text, out);
}

static void import_pattern_section(
    const struct import_pattern_values *v, struct buf *out) {
  buf_add(out, v->folders, strcspn(v->folders, "/"));
}

static void import_pattern_sections(
    const struct import_pattern_values *v, struct buf *out) {
  if (v->kind == IMPORT_ENGINE_HUGO)
    engine_slug_hugo(v->folders, out);
  else
    buf_puts(out, v->folders);
}

static void import_pattern_categories(
    const struct import_pattern_values *v, struct buf *out) {
  buf_puts(out, v->category);
}

/* Each folder is one category, and the slashes between them stay. */
static void import_pattern_slugified(
    const struct import_pattern_values *v, struct buf *out) {
  engine_slug_jekyll(v->category, "/", out);
}

static void import_pattern_short_year(
    const struct import_pattern_values *v, struct buf *out) {
  struct civil c = {0};
  if (clock_civil(v->date, &c) == OK)
    buf_printf(out, "%02d", c.year % 100);
}

static void import_pattern_collection(
    const struct import_pattern_values *v, struct buf *out) {
  (void)v;
  buf_puts(out, "posts");
}

static void import_pattern_ending(
    const struct import_pattern_values *v, struct buf *out) {
  (void)v;
  buf_puts(out, ".html");
}

/* The parts of a date, from 1. The names are English, because the program does not
 * change LC_TIME; "%-m" has no leading zero. */
#define PARTS "%Y %m %-m %B %b %d %-d %j %-j %w %A %u %a %V %G %H %M %S"

static const struct import_pattern_token {
  const char *name;
  int part; /* of the date; 0: what the function puts */
  import_pattern_put *put;
} tokens[] = {
    {"year", 1, NULL},
    {"month", 2, NULL},
    {"i_month", 3, NULL},
    {"monthname", 4, NULL},
    {"long_month", 4, NULL},
    {"short_month", 5, NULL},
    {"day", 6, NULL},
    {"i_day", 7, NULL},
    {"y_day", 8, NULL},
    {"yearday", 9, NULL},
    {"weekday", 10, NULL},
    {"weekdayname", 11, NULL},
    {"long_day", 11, NULL},
    {"w_day", 12, NULL},
    {"short_day", 13, NULL},
    {"week", 14, NULL},
    {"w_year", 15, NULL},
    {"hour", 16, NULL},
    {"minute", 17, NULL},
    {"second", 18, NULL},
    {"short_year", 0, import_pattern_short_year},
    {"collection", 0, import_pattern_collection},
    {"output_ext", 0, import_pattern_ending},
    {"title", 0, import_pattern_title},
    {"post_title", 0, import_pattern_post_title},
    {"slug", 0, import_pattern_slug},
    {"name", 0, import_pattern_filename},
    {"basename", 0, import_pattern_filename},
    {"filename", 0, import_pattern_filename},
    {"contentbasename", 0, import_pattern_filename},
    {"slugorfilename", 0, import_pattern_slug_or_name},
    {"slugorcontentbasename", 0, import_pattern_slug_or_name},
    {"section", 0, import_pattern_section},
    {"sections", 0, import_pattern_sections},
    {"path", 0, import_pattern_sections},
    {"categories", 0, import_pattern_categories},
    {"category", 0, import_pattern_categories},
    {"slugified_categories", 0, import_pattern_slugified},
};

static const char *import_pattern_named(const char *pattern) {
  static const char *const names[][2] = {
      {"date", "/:categories/:year/:month/:day/:title:output_ext"},
      {"pretty", "/:categories/:year/:month/:day/:title/"},
      {"ordinal", "/:categories/:year/:y_day/:title:output_ext"},
      {"weekdate", "/:categories/:year/W:week/:short_day/:title:output_ext"},
      {"none", "/:categories/:title:output_ext"},
  };
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    if (strcmp(names[i][0], pattern) == 0)
      return names[i][1];
  return pattern;
}

static const struct import_pattern_token *import_pattern_find(
    const char *name, size_t n) {
  for (size_t i = 0; i < sizeof tokens / sizeof tokens[0]; i++)
    if (strlen(tokens[i].name) == n && memcmp(tokens[i].name, name, n) == 0)
      return &tokens[i];
  return NULL;
}

/* The time as the engine would have seen it: strftime knows the weeks. */
static bool import_pattern_time(int64_t date, struct tm *out) {
  struct civil c;
  if (clock_civil(date, &c) != OK)
    return false;
  *out = (struct tm){.tm_year = c.year - 1900,
      .tm_mon = c.month - 1,
      .tm_mday = c.day,
      .tm_hour = c.hour,
      .tm_min = c.minute,
      .tm_sec = c.second};
  /* Computes the day of the week and of the year. */
  return timegm(out) != -1 || date < 0;
}

/* Appends the n-th word. */
static void import_pattern_put_part(const char *parts, int n, struct buf *out) {
  while (--n)
    parts = strchr(parts, ' ') + 1;
  buf_add(out, parts, strcspn(parts, " "));
}

enum err import_pattern_expand(
    const char *pattern, const struct import_pattern_values *v, struct buf *out) {
  struct tm t;
  char parts[200];
  if (!import_pattern_time(v->date, &t) || !strftime(parts, sizeof parts, PARTS, &t))
    return ERR_INVALID;
  pattern = import_pattern_named(pattern);
  if (*pattern != '/')
    buf_puts(out, "/");
  for (const char *s = pattern; *s;) {
    if (*s != ':') {
      /* What an empty placeholder leaves, such as that of no category, is one slash. */
      if (*s != '/' || !out->len || buf_text(out)[out->len - 1] != '/')
        buf_add(out, s, 1);
      s++;
      continue;
    }
    size_t n = strspn(s + 1, "abcdefghijklmnopqrstuvwxyz_");
    const struct import_pattern_token *token = import_pattern_find(s + 1, n);
    if (!token)
      return ERR_INVALID;
    if (token->put)
      token->put(v, out);
    else
      import_pattern_put_part(parts, token->part, out);
    s += 1 + n;
    /* Hugo's ":sections[1:]" takes a part of them, which is not known here. */
    if (*s == '[')
      return ERR_INVALID;
  }
  return buf_status(out);
}
