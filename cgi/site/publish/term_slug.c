#include "site/publish/term_slug.h"

#include <string.h>
#include <unictype.h>
#include <unistr.h>

#include "base/limits.h"
#include "markup/names/slug.h"

/* The words are part of the format of exported files: they must not change. */
static const char *const kinds[] = {
    [TERM_CATEGORY] = "category", [TERM_TAG] = "tag", [TERM_AUTHOR] = "author"};

/* Categories, tags, and an author. */
enum { KINDS = sizeof kinds / sizeof *kinds, MOST = 2 * LIMIT_TERMS + 1 };

/* Writes a name without letters and digits, such as an emoji, as the numbers of its
 * characters: "u1f389". Invisible ones are left out. */
static enum err term_slug_of_symbols(const char *name, struct buf *out) {
  /* Each is at most seven bytes and a hyphen, so that twelve stay well below
   * LIMIT_SLUG. */
  enum { MOST_SYMBOLS = 12 };
  const uint8_t *at = (const uint8_t *)name;
  ucs4_t c = 0;
  int count = 0;
  while (count < MOST_SYMBOLS && (at = u8_next(&c, at)) != NULL) {
    if (uc_is_property_white_space(c) ||
        uc_is_property_default_ignorable_code_point(c) || uc_is_cntrl(c))
      continue;
    buf_printf(out, "%su%x", count++ ? "-" : "", (unsigned)c);
  }
  return buf_status(out);
}

enum err term_slug_make(
    struct arena *a, const char *name, const char *other, const char **out) {
  struct buf b = {0};
  enum err e = slug_make(name, &b);
  if (!e && !b.len && !other)
    e = term_slug_of_symbols(name, &b);
  if (!e) {
    *out = arena_strdup(a, b.len || !other ? buf_text(&b) : other);
    e = *out ? OK : ERR_NOMEM;
  }
  buf_free(&b);
  return e;
}

/* Derives "a/b" from "A/B". */
static enum err term_slug_make_path(
    struct arena *a, const char *name, const char **out) {
  char *rest = arena_strdup(a, name), *save = NULL;
  const char *path = NULL;
  enum err e = rest ? OK : ERR_NOMEM;
  for (char *part = e ? NULL : strtok_r(rest, "/", &save); part && !e;
       part = strtok_r(NULL, "/", &save)) {
    const char *slug = NULL;
    e = term_slug_make(a, part, NULL, &slug);
    if (!e && !(path = path ? arena_printf(a, "%s/%s", path, slug) : slug))
      e = ERR_NOMEM;
  }
  *out = path ? path : "";
  return e;
}

enum err term_slug_add(struct arena *a, struct front_matter_list *l,
    enum term_kind kind, const char *slug, const char *name, int line) {
  const char *made = NULL;
  enum err e =
      kind == TERM_CATEGORY
          ? term_slug_make_path(a, name, &made)
          : term_slug_make(a, name, kind == TERM_AUTHOR ? "author" : NULL, &made);
  /* Nearly every slug is derived from its name: only exceptions need an entry. */
  if (e || strcmp(made, slug) == 0)
    return e;
  char *entry = arena_printf(a, "%s %s %s", kinds[kind], slug, name);
  return entry ? front_matter_list_add(a, l, entry, line) : ERR_NOMEM;
}

/* The name is last, because only it may contain spaces. */
struct entry {
  const char *kind, *slug, *name;
};

/* Splits an entry; returns false if a part is missing. */
static bool term_slug_read_entry(struct arena *a, const char *text, struct entry *out) {
  char *kind = arena_strdup(a, text), *slug = kind ? strchr(kind, ' ') : NULL;
  char *name = slug ? strchr(slug + 1, ' ') : NULL;
  if (!name)
    return false;
  *slug++ = '\0';
  *name++ = '\0';
  *out = (struct entry){kind, slug, name};
  return true;
}

const char *term_slug_find(struct arena *a, const struct front_matter_list *l,
    enum term_kind kind, const char *name) {
  for (size_t i = 0; i < l->count; i++) {
    struct entry e;
    /* Entries without all three parts are passed over here: term_slug_check reports
     * them. */
    if (term_slug_read_entry(a, l->items[i], &e) && strcmp(e.kind, kinds[kind]) == 0 &&
        strcmp(e.name, name) == 0)
      return e.slug;
  }
  return NULL;
}

/* `many`: the slug of a category is a path, and each component is checked. */
static bool term_slug_is_path(struct arena *a, const char *slug, bool many) {
  char *rest = arena_strdup(a, slug);
  for (char *part = rest; part;) {
    char *slash = many ? strchr(part, '/') : NULL;
    if (slash)
      *slash++ = '\0';
    if (!slug_is_valid(part))
      return false;
    part = slash;
  }
  return rest != NULL;
}

enum err term_slug_check(
    struct arena *a, const struct front_matter_list *l, struct parse_problem *problem) {
  if (l->count > MOST)
    return parse_problem_set(problem, l->lines ? l->lines[MOST] : 0,
        "\"term_slugs\" has more than %d entries: remove some", MOST);
  for (size_t i = 0; i < l->count; i++) {
    struct entry e;
    bool good = false;
    if (term_slug_read_entry(a, l->items[i], &e))
      for (int kind = 0; kind < KINDS; kind++)
        good = good || (strcmp(e.kind, kinds[kind]) == 0 &&
                           term_slug_is_path(a, e.slug, kind == TERM_CATEGORY));
    if (!good)
      return parse_problem_set(problem, l->lines ? l->lines[i] : 0,
          "\"%.60s\" in \"term_slugs\" is malformed: write it like \"tag ebb Low tide\","
          " the slug in lower-case letters, digits and hyphens",
          l->items[i]);
  }
  return OK;
}
