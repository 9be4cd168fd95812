/* The tables of the first reading. They hold strings in arrays that are sorted once and
 * then searched, not hash tables: nothing is added after the reading, and an export has
 * few enough pages, authors and attachments that a binary search costs nothing next to
 * parsing. */
#include "import/wordpress/import_wxr_tables.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/percent.h"
#include "import/wordpress/import_wxr_pictures.h"
#include "import/wordpress/import_wxr_text.h"
#include "markup/html/html_plain.h"
#include "markup/wordpress/wxr.h"
#include "site/publish/term_slug.h"

/* The limit also ends a circle of parents. */
enum { MOST_DEPTH = 30 };

/* A growing array in an arena. */
struct rows {
  void *items;
  size_t count, cap;
};

struct name {
  const char *key, *name, *parent; /* of an author or a category */
};

struct attachment {
  int64_t id, post;
  struct wordpress_picture picture;
};

struct block {
  int64_t id;
  const char *content;
};

struct page {
  int64_t id, parent_id;
  const char *key; /* its GUID, or a substitute */
  int depth;
  const char *parent;
};

struct wxr_tables {
  struct arena *arena;
  const char *site;
  struct rows authors, categories, attachments, blocks, pages;
  struct wxr_pictures pictures;
  struct wxr_guids *guids; /* of posts and pages */
  int deepest;
  size_t replaced;
};

static void *import_wxr_tables_add(struct arena *a, struct rows *rows, size_t size) {
  void *items = arena_grow(a, rows->items, rows->count, &rows->cap, size);
  if (!items)
    return NULL;
  rows->items = items;
  return (char *)rows->items + rows->count++ * size;
}

static enum err import_wxr_tables_on_site(void *context, const char *url) {
  struct wxr_tables *t = context;
  /* The scheme is left out: links in old articles often begin with http, though the
   * site uses https now. */
  const char *slashes = strstr(url, "//");
  if (!slashes)
    return OK;
  size_t n = strlen(slashes);
  /* The result is compared with the beginning of each link, after which a slash must
   * follow. */
  while (n > 2 && slashes[n - 1] == '/')
    n--;
  t->site = arena_strndup(t->arena, slashes, n);
  return t->site ? OK : ERR_NOMEM;
}

static enum err import_wxr_tables_add_name(struct wxr_tables *t, struct rows *rows,
    const char *key, const char *html, const char *parent) {
  struct name *n = import_wxr_tables_add(t->arena, rows, sizeof *n);
  const char *plain = "";
  /* A name that cannot be converted is replaced by its key, so that one bad name does
   * not end the import. */
  enum err e = n ? html_plain(t->arena, html, &plain) : ERR_NOMEM;
  if (e == ERR_NOMEM)
    return e;
  *n = (struct name){
      arena_strdup(t->arena, key), e ? key : plain, arena_strdup(t->arena, parent)};
  return n->key && n->parent ? OK : ERR_NOMEM;
}

static enum err import_wxr_tables_on_author(
    void *context, const struct wxr_author *author) {
  struct wxr_tables *t = context;
  return import_wxr_tables_add_name(t, &t->authors, author->login, author->name, "");
}

static enum err import_wxr_tables_on_category(
    void *context, const struct wxr_category *c) {
  struct wxr_tables *t = context;
  return import_wxr_tables_add_name(t, &t->categories, c->nicename, c->name, c->parent);
}

static enum err import_wxr_tables_add_attachment(
    struct wxr_tables *t, const struct wxr_item *item) {
  struct attachment *at = import_wxr_tables_add(t->arena, &t->attachments, sizeof *at);
  if (!at)
    return ERR_NOMEM;
  /* Without an attachment_url, the GUID is used, which WordPress sets to the address of
   * the file. */
  const char *alt = wxr_meta_get(item, "_wp_attachment_image_alt");
  const char *url = *item->attachment_url ? item->attachment_url : item->guid;
  *at =
      (struct attachment){strtoll(item->id, NULL, 10), strtoll(item->parent, NULL, 10),
          {arena_strdup(t->arena, url), arena_strdup(t->arena, alt ? alt : "")}};
  if (!at->picture.url || !at->picture.alt)
    return ERR_NOMEM;
  return wxr_pictures_add(t->arena, &t->pictures, at->post, at->id, at->picture);
}

static enum err import_wxr_tables_add_block(
    struct wxr_tables *t, const struct wxr_item *item) {
  struct block *b = import_wxr_tables_add(t->arena, &t->blocks, sizeof *b);
  if (!b)
    return ERR_NOMEM;
  *b = (struct block){
      strtoll(item->id, NULL, 10), import_wxr_text_clean(t->arena, item->content)};
  return b->content ? OK : ERR_NOMEM;
}

static enum err import_wxr_tables_add_page(
    struct wxr_tables *t, const struct wxr_item *item) {
  struct page *p = import_wxr_tables_add(t->arena, &t->pages, sizeof *p);
  if (!p)
    return ERR_NOMEM;
  *p = (struct page){.id = strtoll(item->id, NULL, 10),
      .parent_id = strtoll(item->parent, NULL, 10),
      .key = arena_strdup(t->arena, item->guid),
      .depth = -1};
  return p->key ? OK : ERR_NOMEM;
}

static enum err import_wxr_tables_on_item(
    void *context, const struct wxr_item *item, struct arena *a) {
  struct wxr_tables *t = context;
  bool page = strcmp(item->type, "page") == 0;
  enum err e = OK;
  if (strcmp(item->type, "attachment") == 0) {
    e = import_wxr_tables_add_attachment(t, item);
  } else if (strcmp(item->type, "wp_block") == 0) {
    e = import_wxr_tables_add_block(t, item);
  } else if (page || strcmp(item->type, "post") == 0) {
    /* Only posts and pages become articles, so only their GUIDs must be unique. */
    e = wxr_guids_add(t->guids, item->guid);
    if (!e && page)
      e = import_wxr_tables_add_page(t, item);
  }
  /* Everything that is kept has been copied into the arena of the tables. */
  arena_free(a);
  return e;
}

static int import_wxr_tables_by_key(const void *a, const void *b) {
  return strcmp(((const struct name *)a)->key, ((const struct name *)b)->key);
}

static int import_wxr_tables_compare(int64_t x, int64_t y) {
  return x < y ? -1 : x > y;
}

static int import_wxr_tables_by_attachment(const void *a, const void *b) {
  return import_wxr_tables_compare(
      ((const struct attachment *)a)->id, ((const struct attachment *)b)->id);
}

static int import_wxr_tables_by_block(const void *a, const void *b) {
  return import_wxr_tables_compare(
      ((const struct block *)a)->id, ((const struct block *)b)->id);
}

static int import_wxr_tables_by_page(const void *a, const void *b) {
  return import_wxr_tables_compare(
      ((const struct page *)a)->id, ((const struct page *)b)->id);
}

static void import_wxr_tables_sort(
    struct rows *rows, size_t size, int (*by)(const void *, const void *)) {
  if (rows->count)
    qsort(rows->items, rows->count, size, by);
}

static void *import_wxr_tables_find(const struct rows *rows, size_t size,
    const void *wanted, int (*by)(const void *, const void *)) {
  return rows->count ? bsearch(wanted, rows->items, rows->count, size, by) : NULL;
}

static struct page *import_wxr_tables_page_of(const struct wxr_tables *t, int64_t id) {
  const struct page wanted = {.id = id};
  /* 0 means that there is no parent. No item has this ID. */
  return id ? import_wxr_tables_find(
                  &t->pages, sizeof wanted, &wanted, import_wxr_tables_by_page)
            : NULL;
}

/* The number of ancestors; a page that is its own ancestor, or too deep, becomes a
 * top-level page. */
static void import_wxr_tables_set_depth(struct wxr_tables *t, struct page *p) {
  int depth = 0;
  const struct page *above = p;
  /* Each page walks up on its own. That is at most MOST_DEPTH steps, and a circle needs
   * no marks: it ends at the limit like a tree that is too deep. */
  while (depth <= MOST_DEPTH &&
         (above = import_wxr_tables_page_of(t, above->parent_id)) != NULL)
    depth++;
  const struct page *parent =
      depth && depth <= MOST_DEPTH ? import_wxr_tables_page_of(t, p->parent_id) : NULL;
  p->depth = parent ? depth : 0;
  p->parent = parent ? parent->key : NULL;
  if (p->depth > t->deepest)
    t->deepest = p->depth;
}

static void import_wxr_tables_on_replaced(void *context, size_t count) {
  struct wxr_tables *t = context;
  t->replaced = count;
}

enum err wxr_tables_read(struct arena *a, struct wxr_guids *guids, int fd,
    struct wxr_tables **out, struct parse_problem *problem) {
  struct wxr_tables *t = arena_alloc(a, sizeof *t);
  if (!t)
    return ERR_NOMEM;
  *t = (struct wxr_tables){.arena = a, .site = "", .guids = guids};
  const struct wxr_visitor visitor = {t, import_wxr_tables_on_site,
      import_wxr_tables_on_author, import_wxr_tables_on_category,
      import_wxr_tables_on_item, import_wxr_tables_on_replaced};
  /* Standard input has been read before, to recognise its format. */
  if (lseek(fd, 0, SEEK_SET) != 0)
    return ERR_IO;
  enum err e = wxr_read(fd, &visitor, problem);
  if (e)
    return e;
  /* All lookups below are binary searches, which need sorted rows. */
  import_wxr_tables_sort(&t->authors, sizeof(struct name), import_wxr_tables_by_key);
  import_wxr_tables_sort(&t->categories, sizeof(struct name), import_wxr_tables_by_key);
  import_wxr_tables_sort(
      &t->attachments, sizeof(struct attachment), import_wxr_tables_by_attachment);
  wxr_pictures_sort(&t->pictures);
  import_wxr_tables_sort(&t->blocks, sizeof(struct block), import_wxr_tables_by_block);
  import_wxr_tables_sort(&t->pages, sizeof(struct page), import_wxr_tables_by_page);
  /* The keys below depend on how often a GUID occurs, which is counted in the sorted
   * list. */
  wxr_guids_sort(guids);
  struct page *pages = t->pages.items;
  /* All keys must be made before any depth is set: a page refers to the key of its
   * parent. */
  for (size_t i = 0; i < t->pages.count; i++) {
    char id[24];
    snprintf(id, sizeof id, "%lld", (long long)pages[i].id);
    pages[i].key = wxr_tables_key(t, a, pages[i].key, id);
    if (!pages[i].key)
      return ERR_NOMEM;
  }
  for (size_t i = 0; i < t->pages.count; i++)
    import_wxr_tables_set_depth(t, &pages[i]);
  *out = t;
  return OK;
}

size_t wxr_tables_replaced(const struct wxr_tables *t) {
  return t->replaced;
}

size_t wxr_tables_count(const struct wxr_tables *t) {
  return t->guids->all.count;
}

const char *wxr_tables_site(const struct wxr_tables *t) {
  return t->site;
}

const char *wxr_tables_author(const struct wxr_tables *t, const char *login) {
  const struct name wanted = {.key = login};
  const struct name *found = import_wxr_tables_find(
      &t->authors, sizeof wanted, &wanted, import_wxr_tables_by_key);
  return found && *found->name ? found->name : login;
}

/* A slash would separate two categories, so it becomes U+2215, which looks like it. */
static char *import_wxr_tables_without_slashes(struct arena *a, const char *name) {
  char *out = arena_strdup(a, "");
  while (out && *name) {
    size_t n = strcspn(name, "/");
    out = arena_printf(a, "%s%.*s%s", out, (int)n, name, name[n] ? "\u2215" : "");
    name += n + (name[n] != '\0');
  }
  return out;
}

const char *wxr_tables_slug(struct arena *a, const char *nicename) {
  const char *slug = NULL, *decoded = percent_decode(a, nicename);
  /* A slug that this site would not make must not be stored either: its list would be
   * at an address that no link leads to. */
  bool good = decoded && term_slug_make(a, decoded, "", &slug) == OK && *slug;
  return good ? slug : NULL;
}

const char *wxr_tables_category(const struct wxr_tables *t, struct arena *a,
    const char *nicename, const char *name, const char **path) {
  struct name wanted = {.key = nicename};
  const struct name *found = import_wxr_tables_find(
      &t->categories, sizeof wanted, &wanted, import_wxr_tables_by_key);
  char *names =
      import_wxr_tables_without_slashes(a, found && *found->name ? found->name : name);
  const char *slugs = wxr_tables_slug(a, nicename);
  for (int depth = 0; names && found && *found->parent && depth < MOST_DEPTH; depth++) {
    wanted.key = found->parent;
    found = import_wxr_tables_find(
        &t->categories, sizeof wanted, &wanted, import_wxr_tables_by_key);
    /* The depth limits longer circles. This finds a category that is its own ancestor.
     * */
    if (!found || strcmp(found->key, nicename) == 0)
      break;
    char *above = import_wxr_tables_without_slashes(a, found->name);
    const char *slug = wxr_tables_slug(a, found->key);
    names = above ? arena_printf(a, "%s/%s", above, names) : NULL;
    /* If one part has no valid slug, the whole path has none, because a part cannot be
     * left out. */
    slugs = slug && slugs ? arena_printf(a, "%s/%s", slug, slugs) : NULL;
  }
  *path = slugs;
  return names;
}

struct wordpress_picture wxr_tables_attachment(const struct wxr_tables *t, int64_t id) {
  const struct attachment wanted = {.id = id};
  const struct attachment *found = import_wxr_tables_find(
      &t->attachments, sizeof wanted, &wanted, import_wxr_tables_by_attachment);
  return found ? found->picture : (struct wordpress_picture){NULL, NULL};
}

const char *wxr_tables_block(const struct wxr_tables *t, int64_t id) {
  const struct block wanted = {.id = id};
  const struct block *found = import_wxr_tables_find(
      &t->blocks, sizeof wanted, &wanted, import_wxr_tables_by_block);
  return found ? found->content : NULL;
}

struct wordpress_picture wxr_tables_picture(
    const struct wxr_tables *t, int64_t post, size_t i) {
  return wxr_pictures_find(&t->pictures, post, i);
}

int wxr_tables_page_depth(const struct wxr_tables *t, int64_t id, const char **parent) {
  const struct page *p = import_wxr_tables_page_of(t, id);
  *parent = p ? p->parent : NULL;
  return p ? p->depth : 0;
}

int wxr_tables_deepest(const struct wxr_tables *t) {
  return t->deepest;
}

char *wxr_tables_key(
    const struct wxr_tables *t, struct arena *a, const char *guid, const char *id) {
  /* Two items with the same GUID would overwrite each other: the ID tells them apart.
   * */
  bool is_id = *guid && wxr_guids_count(t->guids, guid) < 2;
  return is_id ? arena_printf(a, IMPORT_WXR_SCHEME "%s", guid)
               : arena_printf(a, IMPORT_WXR_SCHEME "%s#%s", guid, id);
}
