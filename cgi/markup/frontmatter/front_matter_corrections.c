#include "markup/frontmatter/front_matter_corrections.h"

#include <string.h>

#include "base/date_text.h"

static const char form[] =
    "a correction must be written like {date: 2026-11-30, note: what was wrong}";

static bool front_matter_corrections_is_date(const char *text) {
  int64_t ignored;
  return date_text_read(text, &ignored) == OK;
}

/* The capacity doubles at every power of two, as in front_matter_list.c. */
static enum err front_matter_corrections_add(
    struct front_matter_reader *r, const struct front_matter_correction *c) {
  struct front_matter *m = r->out;
  size_t n = m->correction_count;
  if (!c->note || !*c->note || !c->date)
    return front_matter_note(r, c->line, false, "%s", form);
  if ((n & (n - 1)) == 0) {
    struct front_matter_correction *grown =
        arena_array(r->arena, n ? n * 2 : 1, sizeof *grown);
    if (!grown)
      return ERR_NOMEM;
    if (n)
      memcpy(grown, m->corrections, n * sizeof *grown);
    m->corrections = grown;
  }
  m->corrections[m->correction_count++] = *c;
  return OK;
}

/* "2026-11-30: what was wrong". A time has colons, too, so the date ends at the last
 * one before which there is a date. */
static enum err front_matter_corrections_read_line(
    struct front_matter_reader *r, const struct yaml_node *n) {
  const char *text = NULL;
  struct front_matter_correction c = {.line = n->line};
  enum err e = front_matter_read_text(r, n, "corrections", false, &text);
  enum { LONGEST_DATE = 40 };
  for (const char *at = text;
       !e && at && (at = strchr(at, ':')) && at - text <= LONGEST_DATE; at++) {
    char *date = arena_strndup(r->arena, text, (size_t)(at - text));
    if (!date)
      return ERR_NOMEM;
    if (front_matter_corrections_is_date(date)) {
      c.date = date;
      c.note = at + 1 + strspn(at + 1, " ");
    }
  }
  return e ? e : front_matter_corrections_add(r, &c);
}

static enum err front_matter_corrections_read_member(struct front_matter_reader *r,
    const struct yaml_node *n, struct front_matter_correction *c) {
  static const char *const dates[] = {"date", "at", "published", NULL};
  static const char *const notes[] = {
      "note", "text", "correction", "notes", "description", "reason", NULL};
  static const char *const changes[] = {"changes", NULL};
  if (front_matter_find_word(n->key, changes)) {
    c->has_changes = true;
    return front_matter_read_list(r, n, NULL, &c->changes);
  }
  if (front_matter_find_word(n->key, notes))
    return front_matter_read_text(r, n, n->key, false, &c->note);
  if (!front_matter_find_word(n->key, dates))
    return OK;
  enum err e = front_matter_read_text(r, n, n->key, false, &c->date);
  if (e || !c->date || front_matter_corrections_is_date(c->date))
    return e;
  c->date = NULL;
  return OK;
}

/* {date: ..., note: ...}, or one pair or more of a date and a note. */
static enum err front_matter_corrections_read_map(
    struct front_matter_reader *r, const struct yaml_node *n) {
  struct front_matter_correction c = {.line = n->line};
  bool pairs = n->first != NULL;
  enum err e = OK;
  for (const struct yaml_node *in = n->first; in; in = in->next)
    pairs = pairs && front_matter_corrections_is_date(in->key);
  for (const struct yaml_node *in = n->first; !e && in; in = in->next)
    if (pairs) {
      c = (struct front_matter_correction){.line = in->line, .date = in->key};
      e = front_matter_read_text(r, in, in->key, false, &c.note);
      if (!e)
        e = front_matter_corrections_add(r, &c);
    } else {
      e = front_matter_corrections_read_member(r, in, &c);
    }
  return e || pairs ? e : front_matter_corrections_add(r, &c);
}

enum err front_matter_corrections_read(
    struct front_matter_reader *r, const struct yaml_node *n) {
  enum err e = OK;
  r->out->line.corrections = n->line;
  if (n->kind == YAML_MAP)
    return front_matter_corrections_read_map(r, n);
  if (n->kind == YAML_TEXT)
    /* A key without a value is common in templates and means the same as no key. */
    return *n->text ? front_matter_corrections_read_line(r, n) : OK;
  for (const struct yaml_node *item = n->first; !e && item; item = item->next)
    e = item->kind == YAML_MAP    ? front_matter_corrections_read_map(r, item)
        : item->kind == YAML_TEXT ? front_matter_corrections_read_line(r, item)
                                  : front_matter_note(r, item->line, false, "%s", form);
  return e;
}
