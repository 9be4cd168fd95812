/* Publishing refuses what this file repairs, and both use the same checks: here the
 * value at fault is changed or dropped with a note, so that a blog of a thousand files
 * does not fail because of one odd slug. Texts that are written here do not pass
 * through this file: their author gets the error of publishing instead. */
#include "import/files/import_fit.h"

#include <string.h>

#include "base/clock.h"
#include "base/limits.h"
#include "base/percent.h"
#include "base/utf8.h"
#include "import/common/import_report.h"
#include "import/files/import_article.h"
#include "markup/html/html_plain.h"
#include "markup/names/lang.h"
#include "markup/names/slug.h"
#include "site/publish/article_check.h"

/* Removes control and bidi characters from a text. */
static enum err import_fit_plain(
    struct import_work *w, const char *what, const char **text, int line) {
  if (!*text || utf8_is_plain(*text))
    return OK;
  struct buf b = {0};
  /* Bidi characters would reorder the text around a title in every list that shows
   * it. */
  utf8_plain(&b, *text);
  enum err e = buf_status(&b);
  if (!e && !(*text = arena_strdup(w->arena, buf_text(&b))))
    e = ERR_NOMEM;
  buf_free(&b);
  import_report_note(
      w, line, "the %s contains control or bidi characters, which are removed", what);
  return e;
}

/* Engines that do not escape titles, and tools that export to them, write "Tom &amp;
 * Jerry". A "<" is a character of a title here, not a tag. */
static enum err import_fit_entities(struct import_work *w, const char **text) {
  struct buf html = {0};
  if (!*text || !strchr(*text, '&') || !strchr(*text, ';'))
    return OK;
  for (const char *s = *text; *s; s++)
    if (*s == '<')
      buf_puts(&html, "&lt;");
    else
      buf_putc(&html, *s);
  enum err e = buf_status(&html);
  if (!e)
    e = html_plain(w->arena, buf_text(&html), text);
  buf_free(&html);
  return e;
}

static enum err import_fit_title(struct import_work *w, struct article_input *d) {
  /* What an export of this program has is not escaped, and what that of another service
   * has was decoded. */
  bool is_plain = d->wanted_id || w->is_converted;
  enum err e = is_plain ? OK : import_fit_entities(w, &d->title);
  if (!e && !is_plain)
    e = import_fit_entities(w, &d->excerpt);
  if (!e)
    e = import_fit_plain(w, "title", &d->title, d->line.title);
  if (e || utf8_length(d->title) <= LIMIT_TITLE)
    return e;
  import_report_note(w, d->line.title,
      "the title is longer than %d characters and is cut", LIMIT_TITLE);
  /* A character has one byte at least, so that this is never too long. */
  d->title = arena_strndup(w->arena, d->title, utf8_head(d->title, LIMIT_TITLE));
  return d->title ? OK : ERR_NOMEM;
}

/* Writes a locale such as "en_US" as a language tag. */
static enum err import_fit_lang(struct import_work *w, struct article_input *d) {
  if (!d->lang)
    return OK;
  /* "de_DE.UTF-8" and "ca_ES@valencia" are locales of POSIX; what follows these marks
   * is no part of the language. */
  char *lang = arena_strndup(w->arena, d->lang, strcspn(d->lang, ".@"));
  if (!lang)
    return ERR_NOMEM;
  for (char *at = lang; (at = strchr(at, '_')) != NULL;)
    *at = '-';
  d->lang = lang;
  if (lang_is_valid(lang))
    return OK;
  import_report_note(w, d->line.lang,
      "\"%.40s\" is ignored: it is not a language tag such as en or pt-BR", lang);
  d->lang = NULL;
  return OK;
}

/* A slug that is reserved for a page of the site gives way to one from the name of the
 * file or the title, to which publishing adds what it needs to be free. */
static enum err import_fit_slug(struct import_work *w, struct article_input *d) {
  if (!d->slug || !*d->slug || (slug_is_valid(d->slug) && !slug_is_reserved(d->slug)))
    return OK;
  struct buf b = {0};
  const char *given = d->slug;
  enum err e = slug_make(given, &b);
  /* Without a slug, publishing takes the next source: the name of the file or the
   * title. */
  bool is_usable = !e && b.len && !slug_is_reserved(buf_text(&b));
  d->slug = is_usable ? arena_strdup(w->arena, buf_text(&b)) : NULL;
  if (is_usable && !d->slug)
    e = ERR_NOMEM;
  buf_free(&b);
  /* slug_make() fails in other ways only for a text that is no slug, which is reported
   * below. */
  if (e == ERR_NOMEM)
    return e;
  if (d->slug)
    import_report_note(
        w, d->line.slug, "the slug \"%.60s\" becomes \"%.60s\"", given, d->slug);
  else
    import_report_note(w, d->line.slug,
        "the slug \"%.60s\" is ignored: it is reserved for a page of the site, or has no"
        " letter or digit",
        given);
  return OK;
}

/* Removes item `i`. */
static void import_fit_remove(struct front_matter_list *l, size_t i) {
  size_t rest = --l->count - i;
  memmove(l->items + i, l->items + i + 1, rest * sizeof *l->items);
  memmove(l->lines + i, l->lines + i + 1, rest * sizeof *l->lines);
}

static enum err import_fit_terms(
    struct import_work *w, const char *what, struct front_matter_list *l) {
  enum err e = OK;
  for (size_t i = 0; !e && i < l->count; i++)
    e = import_fit_plain(w, what, &l->items[i], l->lines[i]);
  for (size_t i = 0; !e && i < l->count;)
    /* After the removal of bidi characters nothing may be left. "/" separates
     * categories, so that one of slashes alone is empty, too. */
    if (utf8_is_blank(l->items[i] + strspn(l->items[i], "/ ")))
      import_fit_remove(l, i);
    else
      i++;
  /* After empty terms have been removed, so that they take no other term's place. */
  if (!e && l->count > LIMIT_TERMS) {
    import_report_note(w, l->lines[LIMIT_TERMS],
        "there are more than %d of them: this %s and the following ones are ignored",
        LIMIT_TERMS, what);
    l->count = LIMIT_TERMS;
  }
  return e;
}

/* Years have four digits in permalinks. */
static bool import_fit_has_year(int64_t t) {
  struct civil civil;
  return clock_civil(t, &civil) == OK;
}

static void import_fit_dates(struct import_work *w, struct article_input *d) {
  static const char ignored[] = "the %s is ignored: it is outside the years 1 to 9999";
  /* An article whose date cannot be kept was meant to be read, and gets that of its
   * file. One whose expiry date cannot be kept was meant to disappear, and would stay
   * public for good. */
  if (!import_fit_has_year(d->published_at)) {
    import_report_note(w, d->line.date, ignored, "date");
    d->published_at = import_article_time(w->file);
  }
  /* Nobody knows when it was meant to go. */
  if (d->expires_at && !import_fit_has_year(d->expires_at)) {
    import_report_error(w, d->line.expires,
        "the expiry date is outside the years 1 to 9999: the article is kept as a draft");
    d->expires_at = 0;
    d->status = ARTICLE_DRAFT;
  }
  if (!import_fit_has_year(d->updated_at)) {
    import_report_note(w, d->line.updated, ignored, "update date");
    d->updated_at = d->published_at;
  }
}

/* Addresses are stored decoded, as the web server passes them. */
static enum err import_fit_aliases(struct import_work *w, struct front_matter_list *l) {
  for (size_t i = 0; i < l->count;) {
    struct parse_problem problem = {0};
    char *path = percent_decode(w->arena, l->items[i]);
    if (!path)
      return ERR_NOMEM;
    /* Bytes that are not UTF-8 are refused below, like the escapes themselves. */
    l->items[i] = path;
    enum err e = article_check_alias(w->arena, path, l->lines[i], &problem);
    /* A failure with a message is about the alias, whatever its code. */
    if (e == ERR_NOMEM && !problem.message[0])
      return e;
    if (!e) {
      i++;
      continue;
    }
    /* In notes, they are other names of the note. */
    if (!w->file->vault || l->items[i][0] == '/')
      import_report_note(w, l->lines[i], "%s", problem.message);
    import_fit_remove(l, i);
  }
  return OK;
}

enum err import_fit(struct import_work *w, struct article_input *d) {
  enum err e = import_fit_title(w, d);
  if (!e)
    e = import_fit_plain(w, "author", &d->author, d->line.author);
  if (!e)
    e = import_fit_plain(w, "excerpt", &d->excerpt, d->line.excerpt);
  if (!e)
    e = import_fit_lang(w, d);
  if (!e)
    e = import_fit_slug(w, d);
  if (!e)
    e = import_fit_terms(w, "category", &d->categories);
  if (!e)
    e = import_fit_terms(w, "tag", &d->tags);
  if (!e)
    e = import_fit_aliases(w, &d->aliases);
  if (!e)
    e = import_fit_aliases(w, &d->former);
  import_fit_dates(w, d);
  return e;
}
