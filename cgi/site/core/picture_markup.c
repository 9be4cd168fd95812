/* Done when a page is rendered, and not stored: a picture may change without its
 * articles. */
#include "site/core/picture_markup.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/percent.h"
#include "db/model/picture.h"
#include "markup/html/html_clean.h"
#include "site/core/picture_file.h"

#define MEDIA "/media/"

/* How wide pictures are in the default theme: as text, or reaching over its sides. The
 * browser chooses a copy before it knows the style sheet. */
#define SIZES_TEXT "(min-width: 40rem) 34rem, 100vw"
#define SIZES_WIDE "(min-width: 64rem) 52rem, 100vw"

struct picture_tag {
  struct site *site;
  struct arena *arena;
  struct buf *out;
  struct html_clean tag;
  struct picture row; /* width 0: not one of media/, or nothing is known about it */
  const char *sizes;
  bool is_first;
};

/* ---- What is known ---- */

/* The path in media/ that the tag shows; NULL if it is another site's. */
static const char *picture_markup_name(struct picture_tag *t, enum err *e) {
  struct buf src = {0};
  const char *name = NULL;
  if (html_clean_value(&t->tag, " src=\"", &src) &&
      strncmp(buf_text(&src), MEDIA, sizeof MEDIA - 1) == 0) {
    const char *path = buf_text(&src) + sizeof MEDIA - 1;
    char *copy = arena_strndup(t->arena, path, strcspn(path, "?#"));
    name = copy ? percent_decode(t->arena, copy) : NULL;
    if (!name)
      *e = ERR_NOMEM;
  }
  if (!*e)
    *e = buf_status(&src);
  buf_free(&src);
  return name;
}

static enum err picture_markup_find(struct picture_tag *t) {
  enum err e = OK;
  const char *name = picture_markup_name(t, &e);
  t->row = (struct picture){0};
  if (!e && name)
    e = picture_find(t->site->db, t->arena, name, &t->row);
  return e == ERR_NOT_FOUND ? OK : e;
}

/* The whole number of an attribute that begins with the given text; 0: none. */
static int64_t picture_markup_number(
    const struct html_clean *tag, const char *attribute) {
  struct buf value = {0};
  int64_t n = 0;
  char *end = NULL;
  if (html_clean_value(tag, attribute, &value) && value.len < 10) {
    n = strtoll(buf_text(&value), &end, 10);
    if (*end || n < 0)
      n = 0;
  }
  buf_free(&value);
  return n;
}

/* ---- Candidates ---- */

struct picture_candidates {
  struct picture_tag *tag;
  const char *format; /* those of this format; NULL: of the picture's own */
  size_t count;
};

static enum err picture_markup_add_candidate(
    void *context, const char *format, bool is_own, int64_t width) {
  struct picture_candidates *c = context;
  if (c->format ? is_own || strcmp(format, c->format) != 0 : !is_own)
    return OK;
  /* All of these characters are safe in an attribute (picture_file_is_list). */
  buf_printf(c->tag->out, "%s" MEDIA PICTURE_FOLDER "/%s-%lld.%s %lldw",
      c->count++ ? ", " : "", c->tag->row.hash, (long long)width, format,
      (long long)width);
  return OK;
}

static void picture_markup_add_candidates(struct picture_tag *t, const char *format) {
  struct picture_candidates c = {t, format, 0};
  /* The list is well-formed, or nothing would be added (picture_markup_write). */
  enum err e = picture_file_each_copy(t->row.copies, picture_markup_add_candidate, &c);
  (void)e;
}

struct picture_own {
  int64_t widest;
  bool has[2]; /* in another format: webp, avif */
};

static enum err picture_markup_see(
    void *context, const char *format, bool is_own, int64_t width) {
  struct picture_own *o = context;
  if (is_own && width > o->widest)
    o->widest = width;
  if (!is_own && strcmp(format, "webp") == 0)
    o->has[0] = true;
  if (!is_own && strcmp(format, "avif") == 0)
    o->has[1] = true;
  return OK;
}

static void picture_markup_add_source(struct picture_tag *t, const char *format) {
  buf_printf(t->out, "<source type=\"image/%s\" srcset=\"", format);
  picture_markup_add_candidates(t, format);
  buf_printf(t->out, "\" sizes=\"%s\">", t->sizes);
}

/* The picture itself is the largest candidate, unless a copy is the widest that any
 * screen needs. */
static void picture_markup_add_srcset(struct picture_tag *t, int64_t widest) {
  enum { WIDEST = 1600 };
  char *path = arena_join(t->arena, MEDIA, t->row.name, NULL);
  char *url = path ? percent_encode(t->arena, path) : NULL;
  if (!widest || !url)
    return;
  buf_puts(t->out, " srcset=\"");
  picture_markup_add_candidates(t, NULL);
  if (widest < t->row.width && widest < WIDEST)
    buf_printf(t->out, ", %s %lldw", url, (long long)t->row.width);
  buf_printf(t->out, "\" sizes=\"%s\"", t->sizes);
}

/* ---- Tags ---- */

/* The author's width or height is kept; a missing one follows from the shape. */
static void picture_markup_add_size(struct picture_tag *t) {
  int64_t width = picture_markup_number(&t->tag, " width=\"");
  int64_t height = picture_markup_number(&t->tag, " height=\"");
  bool has_width = html_clean_has(&t->tag, " width=\"");
  bool has_height = html_clean_has(&t->tag, " height=\"");
  double shape = (double)t->row.height / (double)t->row.width;
  if (!has_width && !has_height)
    buf_printf(t->out, " width=\"%lld\" height=\"%lld\"", (long long)t->row.width,
        (long long)t->row.height);
  else if (!has_height && width)
    buf_printf(
        t->out, " height=\"%lld\"", (long long)fmax(1, round((double)width * shape)));
  else if (!has_width && height)
    buf_printf(
        t->out, " width=\"%lld\"", (long long)fmax(1, round((double)height / shape)));
}

/* The sanitiser makes all pictures lazy, which would delay what readers see first. */
static void picture_markup_add_attributes(struct picture_tag *t) {
  static const char lazy[] = " loading=\"lazy\"";
  const char *s = t->tag.attributes, *found = NULL;
  size_t n = t->tag.attributes_size;
  if (t->is_first)
    found = memmem(s, n, lazy, sizeof lazy - 1);
  if (!found) {
    buf_add(t->out, s, n);
    return;
  }
  buf_add(t->out, s, (size_t)(found - s));
  found += sizeof lazy - 1;
  buf_add(t->out, found, (size_t)(s + n - found));
}

static void picture_markup_add_loading(struct picture_tag *t) {
  if (t->is_first)
    buf_puts(t->out, " fetchpriority=\"high\"");
  else if (!html_clean_has(&t->tag, " loading=\""))
    buf_puts(t->out, " loading=\"lazy\"");
  buf_puts(t->out, " decoding=\"async\"");
}

/* Writes the tag with its additions. `attributes` NULL: those of the tag. */
static void picture_markup_write(struct picture_tag *t, const char *attributes) {
  struct picture_own own = {0};
  if (t->row.width && t->row.height &&
      picture_file_each_copy(t->row.copies, picture_markup_see, &own))
    own = (struct picture_own){0};
  bool wraps = own.has[0] || own.has[1];
  if (wraps)
    buf_puts(t->out, "<picture>");
  if (own.has[1])
    picture_markup_add_source(t, "avif");
  if (own.has[0])
    picture_markup_add_source(t, "webp");
  buf_puts(t->out, "<img");
  if (attributes)
    buf_puts(t->out, attributes);
  else
    picture_markup_add_attributes(t);
  if (t->row.width && t->row.height) {
    picture_markup_add_srcset(t, own.widest);
    picture_markup_add_size(t);
  }
  picture_markup_add_loading(t);
  buf_puts(t->out, wraps ? "></picture>" : ">");
}

/* A picture of a fixed width needs a copy for that one only. */
static const char *picture_markup_sizes(struct picture_tag *t, bool is_wide) {
  int64_t width = picture_markup_number(&t->tag, " width=\"");
  if (width <= 0 || is_wide)
    return is_wide ? SIZES_WIDE : SIZES_TEXT;
  return arena_printf(t->arena, "(min-width: %lldpx) %lldpx, 100vw", (long long)width,
      (long long)width);
}

/* Figures that reach over the sides of the text (sanitise_table.c). */
static bool picture_markup_is_wide(const struct html_clean *tag) {
  struct buf names = {0};
  bool wide = html_clean_value(tag, " class=\"", &names) &&
              (strstr(buf_text(&names), "wide") || strstr(buf_text(&names), "full"));
  buf_free(&names);
  return wide;
}

static enum err picture_markup_all(
    struct site *site, struct arena *a, const char *html, struct buf *out) {
  struct picture_tag t = {.site = site, .arena = a, .out = out, .is_first = true};
  struct html_clean r = {.at = html};
  const char *done = html;
  bool is_wide = false;
  enum err e = OK;
  /* After the last picture there is nothing to do. */
  const char *next = strstr(html, "<img");
  for (enum html_clean_step step;
       !e && next && (step = html_clean_next(&r)) != HTML_CLEAN_END;) {
    if (r.at > next)
      next = strstr(r.at, "<img");
    if (step != HTML_CLEAN_TEXT && html_clean_is(&r, "figure "))
      is_wide = step == HTML_CLEAN_OPEN && picture_markup_is_wide(&r);
    if (step != HTML_CLEAN_OPEN || !html_clean_is(&r, "img "))
      continue;
    t.tag = r;
    e = picture_markup_find(&t);
    if (!e && !(t.sizes = picture_markup_sizes(&t, is_wide)))
      e = ERR_NOMEM;
    if (e)
      break;
    buf_add(out, done, (size_t)(r.found - 1 - done));
    picture_markup_write(&t, NULL);
    done = r.at;
    t.is_first = false;
  }
  if (!e && done != html)
    buf_puts(out, done);
  return e ? e : buf_status(out);
}

enum err picture_markup(
    struct site *site, struct arena *a, const char *html, const char **out) {
  struct buf b = {0};
  enum err e = picture_markup_all(site, a, html, &b);
  const char *copy = !e && b.len ? arena_strndup(a, buf_text(&b), b.len) : html;
  buf_free(&b);
  if (e || !copy)
    return e ? e : ERR_NOMEM;
  *out = copy;
  return OK;
}

/* The attributes of a card's picture: its address and text, without what places it in
 * the article. */
static enum err picture_markup_plain(const struct picture_tag *t, struct buf *out) {
  struct buf alt = {0};
  char *path = arena_join(t->arena, MEDIA, t->row.name, NULL);
  char *url = path ? percent_encode(t->arena, path) : NULL;
  html_clean_value(&t->tag, " alt=\"", &alt);
  buf_puts(out, " src=\"");
  buf_add_html(out, url ? url : "", url ? strlen(url) : 0);
  buf_puts(out, "\" alt=\"");
  buf_add_html(out, buf_text(&alt), alt.len);
  buf_puts(out, "\"");
  enum err e = buf_status(&alt);
  buf_free(&alt);
  return e || !url ? ERR_NOMEM : buf_status(out);
}

static enum err picture_markup_card(const struct picture_tag *t, const char **out) {
  struct buf attributes = {0}, b = {0};
  struct picture_tag card = *t;
  enum err e = picture_markup_plain(t, &attributes);
  card.out = &b;
  /* The author's width and height are for the article. */
  card.tag.attributes_size = 0;
  if (!e) {
    picture_markup_write(&card, buf_text(&attributes));
    e = buf_status(&b);
  }
  const char *copy = e ? NULL : arena_strndup(t->arena, buf_text(&b), b.len);
  buf_free(&attributes);
  buf_free(&b);
  if (!e && !copy)
    e = ERR_NOMEM;
  if (!e)
    *out = copy;
  return e;
}

enum err picture_markup_first(struct site *site, struct arena *a, const char *html,
    const char *sizes, const char **out) {
  struct picture_tag t = {.site = site, .arena = a, .sizes = sizes};
  struct html_clean r = {.at = html};
  for (enum html_clean_step step; (step = html_clean_next(&r)) != HTML_CLEAN_END;) {
    if (step != HTML_CLEAN_OPEN || !html_clean_is(&r, "img "))
      continue;
    t.tag = r;
    enum err e = picture_markup_find(&t);
    if (e)
      return e;
    if (t.row.width && t.row.height)
      return picture_markup_card(&t, out);
  }
  *out = NULL;
  return OK;
}
