/* Ghost exports its tables as JSON. Posts name tags and authors through other tables.
 * IDs are numbers in old exports and words in new ones, so both are compared as text.
 */
#include "import/blogs/import_ghost.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/clock.h"
#include "base/date_text.h"
#include "base/utf8.h"
#include "import/blogs/import_blog.h"
#include "import/common/import_json.h"
#include "import/common/import_left.h"
#include "import/common/import_report.h"

enum { EXPORT_MEMORY = 1 << 30, MOST_ID = 64, MOST_NAMED = 40 };

/* Where the address of the site is not known, which no page ever shows. */
static const char import_ghost_origin[] = "https://ghost.invalid";

/* A row of a table that leads from a post to another row. */
struct relation {
  char post[MOST_ID], other[MOST_ID];
  int64_t order;
  size_t at;
};

struct import_ghost {
  struct import_run *run;
  struct import_file *file;
  struct arena *arena;
  json_t *data;
  struct relation *tags, *authors, *metas;
  size_t tag_count, author_count, meta_count;
  struct import_left *left;
  struct import_blog blog;
};

static void import_ghost_id(const json_t *row, const char *key, char out[MOST_ID]) {
  const json_t *id = json_object_get(row, key);
  if (json_is_integer(id))
    snprintf(out, MOST_ID, "%lld", (long long)json_integer_value(id));
  else
    snprintf(out, MOST_ID, "%.63s", json_is_string(id) ? json_string_value(id) : "");
}

/* Old exports have 0 and 1. */
static bool import_ghost_flag(const json_t *row, const char *key) {
  const json_t *value = json_object_get(row, key);
  return json_is_true(value) || json_integer_value(value) == 1;
}

/* Text, or milliseconds since 1970 in old exports; 0 if it cannot be read. */
static int64_t import_ghost_date(const json_t *row, const char *key) {
  const json_t *value = json_object_get(row, key);
  int64_t date;
  if (json_is_integer(value)) {
    int64_t milliseconds = json_integer_value(value);
    return milliseconds > 0 && milliseconds < INT64_MAX / 1000 ? milliseconds * 1000
                                                               : 0;
  }
  return json_is_string(value) && date_text_read(json_string_value(value), &date) == OK
             ? date
             : 0;
}

/* The row of a table with that ID; NULL if there is none. */
static const json_t *import_ghost_row(
    const struct import_ghost *g, const char *table, const char *id) {
  const json_t *rows = json_object_get(g->data, table), *row;
  char own[MOST_ID];
  size_t i;
  json_array_foreach(rows, i, row) {
    import_ghost_id(row, "id", own);
    if (*id && strcmp(own, id) == 0)
      return row;
  }
  return NULL;
}

static int import_ghost_by_post(const void *a, const void *b) {
  const struct relation *x = a, *y = b;
  int order = strcmp(x->post, y->post);
  if (order)
    return order;
  if (x->order != y->order)
    return x->order < y->order ? -1 : 1;
  return x->at < y->at ? -1 : x->at > y->at;
}

static enum err import_ghost_relate(struct import_ghost *g, const char *table,
    const char *other, struct relation **out, size_t *count) {
  const json_t *rows = json_object_get(g->data, table), *row;
  size_t n = json_array_size(rows), i;
  struct relation *all = arena_array(g->arena, n + 1, sizeof *all);
  if (!all)
    return ERR_NOMEM;
  json_array_foreach(rows, i, row) {
    import_ghost_id(row, "post_id", all[i].post);
    import_ghost_id(row, other, all[i].other);
    all[i].order = json_integer_value(json_object_get(row, "sort_order"));
    all[i].at = i;
  }
  qsort(all, n, sizeof *all, import_ghost_by_post);
  *out = all;
  *count = n;
  return OK;
}

/* The first of the relations of a post; those that follow have the same post. */
static const struct relation *import_ghost_first(
    const struct relation *all, size_t n, const char *post) {
  size_t low = 0, high = n;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (strcmp(all[middle].post, post) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low < n && strcmp(all[low].post, post) == 0 ? &all[low] : NULL;
}

static enum err import_ghost_take_tags(
    struct import_ghost *g, const char *post, struct import_blog_post *out) {
  struct import_blog_term **end = &out->tags;
  const struct relation *r = import_ghost_first(g->tags, g->tag_count, post);
  for (; r && r < g->tags + g->tag_count && strcmp(r->post, post) == 0; r++) {
    const json_t *tag = import_ghost_row(g, "tags", r->other);
    const char *name = import_json_text(tag, "name");
    /* A name such as "#newsletter" is for the site itself, and hidden from readers. */
    if (!*name || *name == '#')
      continue;
    struct import_blog_term *one = arena_alloc(g->arena, sizeof *one);
    if (!one)
      return ERR_NOMEM;
    *one =
        (struct import_blog_term){.name = name, .slug = import_json_text(tag, "slug")};
    *end = one;
    end = &one->next;
  }
  return OK;
}

/* Only what Ghost showed to everybody becomes public. */
static const char *import_ghost_status(struct import_ghost *g, const json_t *post) {
  const char *status = import_json_text(post, "status");
  const char *seen_by = import_json_text(post, "visibility");
  if (*seen_by && strcmp(seen_by, "public") != 0) {
    import_left_add(g->run, &g->left, 0,
        "the visibility \"%.*s\" of posts, which become drafts",
        (int)utf8_head(seen_by, MOST_NAMED), seen_by);
    return "draft";
  }
  if (strcmp(status, "published") == 0)
    return "publish";
  if (strcmp(status, "scheduled") == 0)
    return "future";
  if (strcmp(status, "draft") != 0)
    import_left_add(g->run, &g->left, 0,
        "the status \"%.40s\" of posts, which become drafts", status);
  return "draft";
}

/* A copy without Ghost's mark for the address of the site, so that links begin with a
 * slash. */
static char *import_ghost_without_mark(struct arena *a, const char *text) {
  static const char mark[] = "__GHOST_URL__";
  char *out = arena_strdup(a, text), *to = out;
  for (const char *s = text; out && *s;)
    if (strncmp(s, mark, sizeof mark - 1) == 0)
      s += sizeof mark - 1;
    else
      *to++ = *s++;
  if (out)
    *to = '\0';
  return out;
}

static const char *import_ghost_escape(struct arena *a, const char *text) {
  struct buf b = {0};
  buf_add_html(&b, text, strlen(text));
  const char *out = buf_status(&b) ? NULL : arena_strdup(a, buf_text(&b));
  buf_free(&b);
  return out;
}

/* The text with the picture that themes show above it. NULL when out of memory. */
static const char *import_ghost_html(
    struct import_ghost *g, const char *id, const json_t *post) {
  const char *html = import_json_text(post, "html"), *alt = "";
  const char *picture = import_json_text(post, "feature_image");
  const struct relation *meta = import_ghost_first(g->metas, g->meta_count, id);
  if (!*picture)
    picture = import_json_text(post, "image"); /* before version 1 */
  if (meta && *picture)
    alt = import_json_text(
        json_array_get(json_object_get(g->data, "posts_meta"), meta->at),
        "feature_image_alt");
  if (!*html &&
      (*import_json_text(post, "lexical") || *import_json_text(post, "mobiledoc"))) {
    import_left_add(g->run, &g->left, 0,
        "the layout of posts that have no HTML in the export: their plain text is used");
    html = import_ghost_escape(g->arena, import_json_text(post, "plaintext"));
    html = html ? arena_printf(g->arena, "<p>%s</p>", html) : NULL;
  }
  const char *src = import_ghost_escape(g->arena, picture);
  const char *label = import_ghost_escape(g->arena, alt);
  if (!html || !src || !label)
    return NULL;
  if (*picture && !strstr(html, picture))
    html = arena_printf(
        g->arena, "<figure><img src=\"%s\" alt=\"%s\"></figure>\n%s", src, label, html);
  return html ? import_ghost_without_mark(g->arena, html) : NULL;
}

/* The text is only in the form of Ghost's editor. */
static bool import_ghost_is_empty(const json_t *post) {
  return !*import_json_text(post, "html") && !*import_json_text(post, "plaintext") &&
         (*import_json_text(post, "lexical") || *import_json_text(post, "mobiledoc"));
}

static enum err import_ghost_take(struct import_ghost *g, const json_t *row) {
  char id[MOST_ID], author[MOST_ID];
  import_ghost_id(row, "id", id);
  import_ghost_id(row, "author_id", author);
  const struct relation *by = import_ghost_first(g->authors, g->author_count, id);
  const json_t *user = import_ghost_row(g, "users", by ? by->other : author);
  const char *uuid = import_json_text(row, "uuid");
  const char *slug = import_json_text(row, "slug");
  struct import_blog_post post = {
      .id = arena_printf(g->arena, "ghost:%s", *uuid ? uuid : id),
      .title = import_json_text(row, "title"),
      .slug = slug,
      .author = import_json_text(user, "slug"),
      .excerpt = import_json_text(row, "custom_excerpt"),
      .html = import_ghost_html(g, id, row),
      .path = *slug ? arena_printf(g->arena, "/%s/", slug) : "",
      .status = import_ghost_status(g, row),
      .is_page = strcmp(import_json_text(row, "type"), "page") == 0 ||
                 import_ghost_flag(row, "page"),
      .is_sticky = import_ghost_flag(row, "featured"),
      .date = import_ghost_date(row, "published_at"),
      .changed = import_ghost_date(row, "updated_at")};
  if (!post.date)
    post.date = import_ghost_date(row, "created_at");
  if (import_ghost_is_empty(row) && strcmp(post.status, "publish") == 0) {
    import_left_add(g->run, &g->left, 0,
        "the texts of posts that have neither HTML nor plain text in the export: they are"
        " empty drafts");
    post.status = "draft";
  }
  if (!post.id || !post.html || !post.path)
    return ERR_NOMEM;
  enum err e = import_ghost_take_tags(g, id, &post);
  if (!e)
    import_blog_add(&g->blog, import_ghost_origin, &post);
  return e;
}

static enum err import_ghost_take_all(struct import_ghost *g) {
  const json_t *posts = json_object_get(g->data, "posts"), *row;
  const json_t *users = json_object_get(g->data, "users");
  size_t i;
  enum err e = import_ghost_relate(g, "posts_tags", "tag_id", &g->tags, &g->tag_count);
  if (!e)
    e = import_ghost_relate(
        g, "posts_authors", "author_id", &g->authors, &g->author_count);
  if (!e)
    e = import_ghost_relate(g, "posts_meta", "id", &g->metas, &g->meta_count);
  if (!e)
    e = import_blog_begin(&g->blog, g->run, g->file, import_ghost_origin);
  if (e)
    return e;
  /* Of a user, only the name and the slug are read. */
  json_array_foreach(users, i, row) {
    import_blog_add_author(
        &g->blog, import_json_text(row, "slug"), import_json_text(row, "name"));
  }
  json_array_foreach(posts, i, row) {
    if (!e)
      e = import_ghost_take(g, row);
  }
  return import_blog_end(&g->blog, e);
}

/* {"db": [{"data": ...}]}, or {"data": ...} as other programs write it. */
static json_t *import_ghost_data(json_t *root) {
  json_t *db = json_object_get(root, "db");
  return json_object_get(db ? json_array_get(db, 0) : root, "data");
}

enum err import_ghost(struct import_run *run, struct import_file *f, int fd) {
  json_error_t error = {0};
  json_t *root = import_json_load(fd, &error);
  struct import_ghost g = {.run = run,
      .file = f,
      .arena = arena_new(EXPORT_MEMORY),
      .data = import_ghost_data(root)};
  enum err e = g.arena ? OK : ERR_NOMEM;
  if (!root || !json_is_array(json_object_get(g.data, "posts"))) {
    char *why =
        root ? NULL
             : arena_printf(run->arena, "is not JSON, or incomplete: %s", error.text);
    f->failed = true;
    run->report(run->context, IMPORT_FAILED, import_report_name(f),
        root ? 0 : error.line,
        why ? why : "is not an export of Ghost: it has no list of posts");
  } else if (!e) {
    e = import_ghost_take_all(&g);
    import_left_report(run, g.left, f);
  }
  json_decref(root);
  arena_free(g.arena);
  return e;
}
