/* IDs are derived as GitHub derives them, so that links within a document that was
 * written for GitHub, Hugo or Jekyll lead to the same headings here. They are made when
 * a page is shown and not stored: a later version may improve them without any article
 * becoming another one. */
#include "markup/html/headings.h"

#include <stdint.h>
#include <string.h>
#include <unictype.h>
#include <unistr.h>

#include "base/limits.h"
#include "base/percent.h"
#include "base/utf8.h"
#include "markup/html/html_clean.h"
#include "markup/html/id_set.h"
#include "markup/html/sanitise_table.h"

/* h1 is the title of the page, and deeper headings are too many for a table of
 * contents. */
static const char headings[] = "h2 h3 h4 ";
static const char silent[] = "audio video ";

/* Elements that a link may neither contain nor be contained in (WHATWG HTML section
 * 4.5.1). */
static const char interactive[] = "a audio video input ";

struct linker {
  struct arena *arena;
  struct buf *out;
  struct id_set ids;
  struct headings *found;
  size_t cap;
  int around; /* number of open links */
};

/* Collects the IDs that elements already have. */
static enum err headings_read_ids(struct linker *l, const char *html) {
  struct html_clean r = {.at = html};
  struct buf id = {0};
  enum err e = OK;
  /* Most texts have few, and after the last one there is nothing to find. */
  const char *next = strstr(html, " id=\"");
  for (enum html_clean_step step;
       !e && next && (step = html_clean_next(&r)) != HTML_CLEAN_END;) {
    if (r.at > next)
      next = strstr(r.at, " id=\"");
    if (step != HTML_CLEAN_OPEN || !html_clean_value(&r, " id=\"", &id))
      continue;
    /* The copy is needed because `id` is used again for the next element. */
    bool is_new;
    const char *copy = buf_status(&id) ? NULL : arena_strdup(l->arena, buf_text(&id));
    e = copy ? id_set_add(&l->ids, l->arena, copy, &is_new) : ERR_NOMEM;
    buf_clear(&id);
  }
  buf_free(&id);
  return e;
}

/* The content of a heading. */
struct content {
  const char *end; /* start of its end tag; NULL: none */
  bool interactive;
  struct buf text;
};

/* Appends text with each run of white space as one space, and none at the beginning. */
static void headings_add_folded(struct buf *out, const char *s) {
  static const char spaces[] = " \t\n\f\r";
  while (*s) {
    size_t n = strcspn(s, spaces);
    buf_add(out, s, n);
    s += n;
    if (*s && out->len && out->data[out->len - 1] != ' ')
      buf_putc(out, ' ');
    s += strspn(s, spaces);
  }
}

static void headings_trim(struct buf *text) {
  if (text->len && text->data[text->len - 1] == ' ')
    text->data[--text->len] = '\0';
}

/* Reads the heading at whose start tag *r is, up to the end of its end tag. */
static void headings_read_content(struct html_clean *r, struct content *c) {
  const struct html_clean heading = *r;
  struct buf text = {0};
  enum html_clean_step step;
  while (!c->end && (step = html_clean_next(r)) != HTML_CLEAN_END) {
    if (step == HTML_CLEAN_TEXT) {
      buf_clear(&text);
      html_clean_text(r, &text);
      headings_add_folded(&c->text, buf_text(&text));
      /* Headings cannot be nested, so the next end tag of any level is that of this
       * one.
       * */
    } else if (step == HTML_CLEAN_CLOSE && html_clean_is(r, headings)) {
      c->end = r->found - strlen("</");
    } else if (step == HTML_CLEAN_OPEN) {
      c->interactive = c->interactive || html_clean_is(r, interactive);
      if (html_clean_is(r, "br "))
        headings_add_folded(&c->text, " ");
      /* The mark of a footnote is a link, and its number is not part of the heading. */
      if (html_clean_is(r, silent) || html_clean_has(r, " class=\"footnote")) {
        c->interactive = true;
        html_clean_skip(r);
      }
    }
  }
  /* The reader goes back, so that what follows an unclosed heading is read as usual. */
  if (!c->end)
    *r = heading;
  headings_trim(&c->text);
  c->text.failed = c->text.failed || text.failed;
  buf_free(&text);
}

static bool headings_is_kept(ucs4_t c) {
  return c == '-' || uc_is_general_category_withtable(c,
                         UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_M | UC_CATEGORY_MASK_Nd |
                             UC_CATEGORY_MASK_Nl | UC_CATEGORY_MASK_Pc);
}

/* Appends what github-slugger derives from a heading's text. */
static enum err headings_add_name(struct buf *out, const char *text) {
  struct buf lower = {0};
  enum err e = utf8_lower(&lower, text);
  const char *s = buf_text(&lower);
  /* An ID has the same limit as a slug and ends at a whole character. */
  for (int step; !e && *s && out->len < LIMIT_SLUG; s += step) {
    ucs4_t c;
    step = u8_mbtouc(&c, (const uint8_t *)s, strnlen(s, 4));
    if (c == ' ')
      buf_putc(out, '-');
    else if (headings_is_kept(c) && out->len + (size_t)step <= LIMIT_SLUG)
      buf_add(out, s, (size_t)step);
  }
  buf_free(&lower);
  return e ? e : buf_status(out);
}

static enum err headings_make_id(struct linker *l, const char *text, const char **out) {
  struct buf name = {0};
  enum err e = headings_add_name(&name, text);
  if (e == ERR_SYNTAX) /* not UTF-8 after all */
    e = OK;
  const char *made = buf_text(&name);
  /* A heading of pictures or punctuation alone gives no name. */
  if (!*made)
    made = "section";
  /* The page itself uses some IDs, for instance those of its forms. */
  else if (sanitise_is_page_id(made))
    made = arena_join(l->arena, "section-", made, NULL);
  else
    made = arena_strdup(l->arena, made);
  buf_free(&name);
  if (e || !made)
    return e ? e : ERR_NOMEM;
  return id_set_add_numbered(&l->ids, l->arena, made, out);
}

/* Uses the ID that the author gave, or else derives one. */
static enum err headings_choose_id(struct linker *l, const struct html_clean *tag,
    const char *text, bool *given, const char **out) {
  struct buf id = {0};
  *given = html_clean_value(tag, " id=\"", &id) && id.len;
  enum err e = buf_status(&id);
  if (!e && *given) {
    *out = arena_strdup(l->arena, buf_text(&id));
    e = *out ? OK : ERR_NOMEM;
  } else if (!e) {
    e = headings_make_id(l, text, out);
  }
  buf_free(&id);
  return e;
}

/* Writes the heading up to its end tag. */
static void headings_put(struct linker *l, const struct html_clean *tag,
    const struct content *c, const struct heading *h, bool given) {
  const char *inside = tag->at;
  /* A parser would close the outer link where the inner one begins, and split the
   * heading. */
  bool link = !c->interactive && !l->around;
  buf_putc(l->out, '<');
  buf_add(l->out, tag->found, tag->size);
  if (!given) {
    buf_puts(l->out, " id=\"");
    buf_add_html(l->out, h->id, strlen(h->id));
    buf_putc(l->out, '"');
  }
  buf_add(l->out, tag->attributes, tag->attributes_size);
  buf_putc(l->out, '>');
  if (link)
    buf_printf(l->out, "<a class=\"anchor\" href=\"%s\">", h->url);
  buf_add(l->out, inside, (size_t)(c->end - inside));
  if (link)
    buf_puts(l->out, "</a>");
}

static enum err headings_note(struct linker *l, const struct heading *h) {
  struct heading *items =
      arena_grow(l->arena, l->found->items, l->found->count, &l->cap, sizeof *items);
  if (!items)
    return ERR_NOMEM;
  l->found->items = items;
  items[l->found->count++] = *h;
  return OK;
}

/* Processes the heading at *r; *from is the start of the text not yet written. */
static enum err headings_link_one(
    struct linker *l, struct html_clean *r, const char **from) {
  const struct html_clean tag = *r;
  struct content c = {0};
  struct heading h = {.level = tag.found[1] - '0'};
  bool given = false;
  headings_read_content(r, &c);
  enum err e = buf_status(&c.text);
  if (!e && c.end)
    e = headings_choose_id(l, &tag, buf_text(&c.text), &given, &h.id);
  if (!e && c.end) {
    const char *encoded = percent_encode(l->arena, h.id);
    h.url = encoded ? arena_join(l->arena, "#", encoded, NULL) : NULL;
    h.text = arena_strdup(l->arena, buf_text(&c.text));
    e = h.url && h.text ? headings_note(l, &h) : ERR_NOMEM;
  }
  if (!e && c.end) {
    buf_add(l->out, *from, (size_t)(tag.found - 1 - *from));
    headings_put(l, &tag, &c, &h, given);
    *from = c.end;
  }
  buf_free(&c.text);
  return e;
}

enum err headings_link(
    struct arena *a, const char *html, struct buf *out, struct headings *found) {
  struct linker l = {.arena = a, .out = out, .found = found};
  struct html_clean r = {.at = html};
  const char *from = html;
  enum html_clean_step step;
  *found = (struct headings){0};
  /* The IDs in the whole text must be known before the first one is derived. */
  enum err e = headings_read_ids(&l, html);
  /* Or <hr>, but none after the last of them. */
  const char *next = strstr(html, "<h");
  while (!e && next && found->count < HEADINGS_MOST &&
         (step = html_clean_next(&r)) != HTML_CLEAN_END) {
    if (step != HTML_CLEAN_TEXT && html_clean_is(&r, "a "))
      l.around += step == HTML_CLEAN_OPEN ? 1 : -1;
    else if (step == HTML_CLEAN_OPEN && html_clean_is(&r, headings))
      e = headings_link_one(&l, &r, &from);
    if (r.at > next)
      next = strstr(r.at, "<h");
  }
  buf_puts(out, from);
  return e ? e : buf_status(out);
}

bool headings_is_page_id(const char *id) {
  return sanitise_is_page_id(id);
}
