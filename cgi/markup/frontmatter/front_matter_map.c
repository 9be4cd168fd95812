/* One table for the names that Hugo, Jekyll, Zola, Ghost, Astro and WordPress give to
 * the same things. The values are those of texts (yaml_tree.h), and each kind of key
 * reads its own.
 *
 * A value that is not understood never stops an import; the note about it says whether
 * it may have hidden the article, and then the caller keeps the article from readers.
 * For the same reason a key that hides wins over one that publishes, in whatever order
 * they are written. */
#include "markup/frontmatter/front_matter_map.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "base/date_text.h"
#include "markup/frontmatter/front_matter_corrections.h"
#include "markup/frontmatter/front_matter_value.h"

enum kind {
  TEXT,
  DATE,
  LIST,
  COMMAS, /* a list, or a text with commas */
  FLAG,
  NUMBER,
  TYPE,
  LAYOUT,
  STATUS,
  DRAFT,
  PUBLISHED,
  MENU,
  COMMENTS,
  FIRST,      /* a text, or the first of a list */
  IMAGE,      /* the same, or what a map has as its image */
  WORDS,      /* a list, or a text with spaces */
  PASSWORD,   /* a text, without which nobody may read the article */
  SECRET,     /* a flag that makes an article private */
  VISIBILITY, /* the word "public", or another one */
  UNLISTED,   /* a flag without an equivalent here that hides an article */
  BUILD,      /* Hugo's map of what is built */
  TERMS,      /* a map of categories and tags */
  NOTICES,    /* corrections */
  LINKS,      /* a list, or a map, whose values count */
};

#define KEY(name, kind, member)                                                        \
  {                                                                                    \
    name, kind, offsetof(struct front_matter, member),                                 \
        offsetof(struct front_matter, line.member)                                     \
  }

/* Names are compared without regard to case, as in Hugo. The first of several names for
 * one member counts, except that lists are joined. */
static const struct key {
  const char *name;
  enum kind kind;
  size_t at, line; /* of the member and of its line, in struct front_matter */
} keys[] = {
    KEY("title", TEXT, title),
    KEY("slug", TEXT, slug),
    KEY("author", FIRST, author),
    KEY("authors", FIRST, author),
    KEY("lang", TEXT, lang),
    KEY("language", TEXT, lang),
    KEY("excerpt", TEXT, excerpt),
    KEY("description", TEXT, excerpt),
    KEY("summary", TEXT, excerpt),
    KEY("date", DATE, date),
    KEY("pubDate", DATE, date),
    KEY("pub_date", DATE, date),
    KEY("published_at", DATE, date),
    KEY("created", DATE, date), /* of programs for notes, like the following ones */
    KEY("created_at", DATE, date),
    KEY("date created", DATE, date),
    KEY("date_created", DATE, date),
    KEY("date-created", DATE, date),
    KEY("publish_date", DATE, publish_date),
    KEY("publishDate", DATE, publish_date),
    KEY("updated", DATE, updated),
    KEY("lastmod", DATE, updated),
    KEY("last_modified_at", DATE, updated),
    KEY("updatedDate", DATE, updated),
    KEY("updated_at", DATE, updated),
    KEY("modified", DATE, updated),
    KEY("date modified", DATE, updated),
    KEY("date_modified", DATE, updated),
    KEY("date-modified", DATE, updated),
    KEY("last modified", DATE, updated),
    KEY("expires", DATE, expires),
    KEY("expiryDate", DATE, expires),
    KEY("unpublishDate", DATE, expires),
    KEY("type", TYPE, type),
    KEY("layout", LAYOUT, type),
    KEY("parent", TEXT, parent),
    /* Jekyll splits a text of categories at spaces, but `category` is one name that may
     * contain spaces. */
    KEY("categories", WORDS, categories),
    KEY("category", LIST, categories),
    KEY("tags", COMMAS, tags),
    KEY("tag", COMMAS, tags),
    KEY("term_slugs", LIST, term_slugs),
    KEY("aliases", LIST, aliases),
    KEY("redirect_from", LIST, aliases),
    KEY("translation_key", TEXT, translation_key),
    KEY("translationKey", TEXT, translation_key), /* of Hugo */
    KEY("page_id", TEXT, translation_key),        /* of Jekyll's Polyglot */
    KEY("translations", LINKS, translations),
    KEY("translation_of", LINKS, translations),
    KEY("corrections", NOTICES, corrections),
    KEY("correction", NOTICES, corrections),
    KEY("url", TEXT, url),
    KEY("save_as", TEXT, url), /* of Pelican */
    KEY("permalink", TEXT, permalink),
    KEY("path", TEXT, path),
    KEY("article_id", NUMBER, article_id),
    KEY("image", IMAGE, image),
    KEY("images", IMAGE, image),
    KEY("featured_image", IMAGE, image),
    KEY("featuredImage", IMAGE, image),
    KEY("cover", IMAGE, image),
    KEY("feature_image", IMAGE, image),
    KEY("heroImage", IMAGE, image),
    KEY("menu_order", NUMBER, menu_order),
    KEY("weight", NUMBER, menu_order),
    KEY("sticky", FLAG, sticky),
    KEY("pinned", FLAG, sticky),
    KEY("math", FLAG, math),
    KEY("katex", FLAG, math),
    KEY("mathjax", FLAG, math),
    KEY("usemath", FLAG, math),
    KEY("use_math", FLAG, math),
    KEY("comments", COMMENTS, comments),
    KEY("menu", MENU, in_menu),
    /* The keys that hide an article more come first. */
    KEY("password", PASSWORD, status),
    KEY("private", SECRET, status),
    KEY("visibility", VISIBILITY, status),
    KEY("draft", DRAFT, status),
    KEY("published", PUBLISHED, status),
    KEY("publish", PUBLISHED, status),    /* of Obsidian */
    KEY("dg-publish", PUBLISHED, status), /* of its Digital Garden */
    KEY("status", STATUS, status),
    KEY("unlisted", UNLISTED, status),
    KEY("hidden", UNLISTED, status),
    KEY("headless", UNLISTED, status),
    KEY("build", BUILD, status),
    KEY("_build", BUILD, status),
    KEY("taxonomies", TERMS, categories),
};

static const struct key *front_matter_find_key(const char *name) {
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
    if (strcasecmp(keys[i].name, name) == 0)
      return &keys[i];
  return NULL;
}

/* True for the keys that decide whether readers may see an article. What cannot be
 * understood about them must not make it public. */
static bool front_matter_key_hides(const struct key *k) {
  /* By the member, so that a new name for one of these is covered as soon as it is in
   * the table. */
  return k->at == offsetof(struct front_matter, status) ||
         k->at == offsetof(struct front_matter, expires) ||
         k->at == offsetof(struct front_matter, publish_date);
}

/* A draft stays a draft. */
static void front_matter_make_private(struct front_matter_reader *r) {
  const char *status = r->out->status;
  if (!status || strcmp(status, "publish") == 0 || strcmp(status, "future") == 0)
    r->out->status = "private";
}

/* Reads a status, also by the words of WordPress and Ghost. */
static enum err front_matter_read_status(
    struct front_matter_reader *r, const struct yaml_node *n, const char *text) {
  static const struct {
    const char *word, *status;
  } statuses[] = {{"publish", "publish"}, {"published", "publish"},
      {"public", "publish"}, {"draft", "draft"}, {"pending", "draft"},
      {"auto-draft", "draft"}, {"future", "future"}, {"scheduled", "future"},
      {"private", "private"}, {"withdrawn", "withdrawn"}, {"trash", "withdrawn"}};
  for (size_t i = 0; i < sizeof statuses / sizeof statuses[0]; i++)
    if (strcasecmp(text, statuses[i].word) == 0) {
      r->out->status = statuses[i].status;
      return OK;
    }
  return front_matter_wants(
      r, n, true, "one of publish, draft, future, private, withdrawn");
}

static enum err front_matter_read_comments(
    struct front_matter_reader *r, const struct yaml_node *n, const char *text) {
  bool flag;
  if (strcasecmp(text, "open") == 0 || strcasecmp(text, "closed") == 0)
    r->out->comments = strcasecmp(text, "open") == 0;
  else if (front_matter_read_flag(text, &flag))
    r->out->comments = flag;
  else
    return front_matter_wants(r, n, false, "true or false");
  return OK;
}

/* Notes a key that hides the article on the site it comes from, in a way that does not
 * exist here. */
static enum err front_matter_read_unlisted(
    struct front_matter_reader *r, const struct yaml_node *n, bool flag) {
  return flag
             ? front_matter_note(r, n->line, true, "\"%.60s\" is not supported", n->key)
             : OK;
}

/* Hugo's {render: never, list: never}, whose words may also be true and false. */
static enum err front_matter_read_build(
    struct front_matter_reader *r, const struct yaml_node *n) {
  /* What is not a map cannot be read, and may have hidden the article. */
  bool hidden = n->kind != YAML_MAP;
  for (const struct yaml_node *in = hidden ? NULL : n->first; in; in = in->next) {
    bool flag = true;
    bool named = strcasecmp(in->key, "render") == 0 || strcasecmp(in->key, "list") == 0;
    if (!named)
      continue;
    if (in->kind != YAML_TEXT ||
        (strcasecmp(in->text, "always") != 0 &&
            !(front_matter_read_flag(in->text, &flag) && flag)))
      hidden = true;
  }
  return front_matter_read_unlisted(r, n, hidden);
}

/* Reads a flag. `draft: false` says nothing about the status; `menu` may be the name of
 * a menu. */
static enum err front_matter_read_switch(struct front_matter_reader *r,
    const struct yaml_node *n, const struct key *k, const char *text) {
  bool flag;
  bool known = front_matter_read_flag(text, &flag);
  int64_t ignored;
  /* Some engines have a flag and others a date under this name. */
  if (!known && k->kind == PUBLISHED && date_text_read(text, &ignored) == OK) {
    if (!r->out->date)
      r->out->date = text;
    return OK;
  }
  if (!known && k->kind != MENU)
    return front_matter_wants(r, n, front_matter_key_hides(k), "true or false");
  if (k->kind == UNLISTED)
    return front_matter_read_unlisted(r, n, flag);
  if (k->kind == SECRET) {
    if (flag)
      front_matter_make_private(r);
  } else if (k->kind == MENU)
    r->out->in_menu = !known || flag;
  else if (k->kind == FLAG)
    memcpy((char *)r->out + k->at, &flag, sizeof flag);
  else if (flag == (k->kind == DRAFT))
    r->out->status = "draft";
  return OK;
}

/* Sets the member of a key that has a single value. */
static enum err front_matter_set(struct front_matter_reader *r,
    const struct yaml_node *n, const struct key *k, const char *text) {
  static const char *const types[] = {"post", "page", NULL};
  const char *value = NULL;
  int64_t number = 0;
  enum err e = OK;
  switch (k->kind) {
  case DATE:
    e = front_matter_read_date(r, n, front_matter_key_hides(k), text, &value);
    break;
  case TYPE:
  case LAYOUT:
    value = front_matter_find_word(text, types);
    /* A layout names a template of the theme, so any other word is allowed there. */
    if (!value && k->kind == TYPE)
      return front_matter_wants(r, n, false, "post or page");
    break;
  case STATUS:
    return front_matter_read_status(r, n, text);
  case PASSWORD:
    front_matter_make_private(r);
    return front_matter_note(
        r, n->line, false, "passwords are not supported: the article is kept private");
  case VISIBILITY:
    if (strcasecmp(text, "public") != 0)
      front_matter_make_private(r);
    return OK;
  case NUMBER:
    e = front_matter_read_number(r, n, text, &number);
    if (!e)
      memcpy((char *)r->out + k->at, &number, sizeof number);
    return e;
  case COMMENTS:
    return front_matter_read_comments(r, n, text);
  case TEXT:
  case FIRST:
  case IMAGE:
    value = text;
    break;
  default:
    return front_matter_read_switch(r, n, k, text);
  }
  if (!e && value)
    memcpy((char *)r->out + k->at, &value, sizeof value);
  return e;
}

/* True for the kinds that are lists; *between is what separates the items of a text. */
static bool front_matter_kind_is_list(enum kind kind, const char **between) {
  *between = kind == COMMAS ? "," : kind == WORDS ? " " : NULL;
  return kind == COMMAS || kind == WORDS || kind == LIST || kind == LINKS;
}

static enum err front_matter_read_key(
    struct front_matter_reader *r, const struct yaml_node *n, const struct key *k);

/* Reads Zola's map of taxonomies, whose keys are those of lists. */
static enum err front_matter_read_terms(
    struct front_matter_reader *r, const struct yaml_node *n) {
  enum err e = OK;
  if (n->kind != YAML_MAP)
    return front_matter_wants(r, n, false, "a table of lists");
  for (const struct yaml_node *in = n->first; !e && in; in = in->next) {
    const struct key *k = front_matter_find_key(in->key);
    const char *between;
    if (k && front_matter_kind_is_list(k->kind, &between))
      e = front_matter_read_key(r, in, k);
    else
      e = front_matter_list_add(r->arena, &r->out->unknown, in->key, in->line);
  }
  return e;
}

static enum err front_matter_read_key(
    struct front_matter_reader *r, const struct yaml_node *n, const struct key *k) {
  const char *text = "", *between;
  if (front_matter_kind_is_list(k->kind, &between)) {
    /* A single word without commas may still be a list with spaces, which only the
     * caller can decide. */
    if (k->kind == COMMAS)
      r->out->tags_are_text = n->kind == YAML_TEXT && !strchr(n->text, ',');
    struct yaml_node values = *n;
    /* The languages in such a map are those of the articles that it names. */
    if (k->kind == LINKS && n->kind == YAML_MAP)
      values.kind = YAML_LIST;
    return front_matter_read_list(r, &values, between,
        (struct front_matter_list *)(void *)((char *)r->out + k->at));
  }
  if (k->kind == MENU && n->kind != YAML_TEXT) {
    /* Hugo also accepts a list or map of menus. */
    r->out->line.in_menu = n->line;
    r->out->in_menu = n->first != NULL;
    return OK;
  }
  if (k->kind == NOTICES)
    return front_matter_corrections_read(r, n);
  if (k->kind == BUILD)
    return front_matter_read_build(r, n);
  if (k->kind == TERMS)
    return front_matter_read_terms(r, n);
  const struct yaml_node *value =
      k->kind == FIRST || k->kind == IMAGE ? front_matter_first_of(n) : n;
  /* An empty list, or a map without a usable name, has nothing to read. */
  if (!value)
    return OK;
  enum err e =
      front_matter_read_text(r, value, n->key, front_matter_key_hides(k), &text);
  if (e || !text || !*text)
    return e;
  /* The line is that of the key, even if the value was found in a map below it. */
  memcpy((char *)r->out + k->line, &n->line, sizeof n->line);
  return front_matter_set(r, n, k, text);
}

/* Notes a key that is repeated later, where its value counts. */
static enum err front_matter_note_repeated(struct front_matter_reader *r,
    const struct yaml_node *n, const struct key *k, bool *repeated) {
  const struct yaml_node *later = n->next;
  while (later && strcasecmp(later->key, n->key) != 0)
    later = later->next;
  *repeated = later != NULL;
  return later ? front_matter_note(r, n->line, front_matter_key_hides(k),
                     "\"%.60s\" is set again on line %d, and that value is used",
                     n->key, later->line)
               : OK;
}

/* Reads all nodes with the name of a key; the last one counts. */
static enum err front_matter_read_named(
    struct front_matter_reader *r, const struct yaml_node *map, const struct key *k) {
  enum err e = OK;
  for (const struct yaml_node *n = map->first; !e && n; n = n->next) {
    bool repeated = false;
    if (strcasecmp(n->key, k->name) != 0)
      continue;
    e = front_matter_note_repeated(r, n, k, &repeated);
    if (!e && !repeated)
      e = front_matter_read_key(r, n, k);
  }
  return e;
}

enum err front_matter_map_read(
    struct arena *a, const struct yaml_node *map, struct front_matter *out) {
  struct front_matter_reader r = {a, out, &out->notes};
  enum err e = OK;
  /* From the last key of the table to the first, so that the first one wins: it
   * overwrites what the others have set. Their notes remain. */
  for (size_t i = sizeof keys / sizeof *keys; !e && i-- > 0;)
    e = front_matter_read_named(&r, map, &keys[i]);
  for (const struct yaml_node *n = map->first; !e && n; n = n->next)
    if (!front_matter_find_key(n->key))
      e = front_matter_list_add(a, &out->unknown, n->key, n->line);
  /* `date` wins over `publish_date`, and only the caller sees both. */
  if (!out->date)
    out->date = out->publish_date;
  return e;
}
