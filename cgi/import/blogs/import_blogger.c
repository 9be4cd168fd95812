/* An entry is a post, a page, a comment, or a setting of the site. What it is says a
 * category in the older form, and <blogger:type> in the form of Google Takeout, which
 * has <blogger:status> and <blogger:filename> as well. Comments name their post, and
 * come before or after it. */
#include "import/blogs/import_blogger.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/date_text.h"
#include "import/blogs/import_blog.h"
#include "import/common/import_left.h"
#include "import/common/import_report.h"
#include "markup/names/url.h"
#include "markup/xml/xml_records.h"

enum { EXPORT_MEMORY = 1 << 30 };

/* If no entry has its whole address. No page ever shows it. */
static const char import_blogger_origin[] = "https://blogger.invalid";

struct blogger_post {
  struct blogger_post *next;
  struct import_blog_post post;
  struct import_blog_comment **end; /* where its next comment goes */
};

struct blogger_comment {
  struct blogger_comment *next;
  const char *post; /* the ID of its post */
  struct import_blog_comment comment;
};

struct import_blogger {
  struct import_run *run;
  struct import_file *file;
  struct arena *arena;
  struct blogger_post *posts, **post_end;
  struct blogger_comment *comments, **comment_end;
  size_t post_count;
  const char *origin;
  struct import_left *left;
};

static char *import_blogger_text(
    struct import_blogger *x, const struct xml_node *entry, const char *child) {
  return xml_records_text(x->arena, entry, child);
}

/* An attribute; "" if there is none or memory runs out, which the next allocation
 * reports. */
static const char *import_blogger_attribute(
    struct import_blogger *x, const struct xml_node *node, const char *name) {
  const char *value = xml_records_attribute(x->arena, node, name);
  return value ? value : "";
}

/* The value of `want` in the first child `name` whose attribute `key` ends in `value`.
 */
static const char *import_blogger_find(struct import_blogger *x,
    const struct xml_node *entry, const char *name, const char *key, const char *value,
    const char *want) {
  for (const struct xml_node *c = entry->children; c; c = c->next) {
    if (strcmp(c->name, name) != 0)
      continue;
    const char *own = import_blogger_attribute(x, c, key);
    size_t n = strlen(own), m = strlen(value);
    if (n >= m && strcmp(own + n - m, value) == 0)
      return import_blogger_attribute(x, c, want);
  }
  return "";
}

/* "post", "page", "comment", "settings", "template"; "" if it says nothing. */
static const char *import_blogger_kind(
    struct import_blogger *x, const struct xml_node *entry) {
  const char *type = import_blogger_text(x, entry, "blogger:type");
  if (type && *type)
    return type;
  const char *term =
      import_blogger_find(x, entry, "category", "scheme", "2005#kind", "term");
  const char *mark = strrchr(term, '#');
  return mark ? mark + 1 : term;
}

/* A number from the digits at the end of "tag:blogger.com,1999:blog-1.post-2" or of an
 * address, which may be too many for 64 bits; from all of it if it has none there. */
static int64_t import_blogger_number(const char *id) {
  const char *digits = id + strlen(id);
  while (digits > id && digits[-1] >= '0' && digits[-1] <= '9')
    digits--;
  if (!*digits)
    digits = id;
  return import_blog_number(digits, strlen(digits));
}

static int64_t import_blogger_date(
    struct import_blogger *x, const struct xml_node *entry, const char *child) {
  const char *text = import_blogger_text(x, entry, child);
  int64_t date;
  return text && date_text_read(text, &date) == OK ? date : 0;
}

/* Only what Blogger showed to everybody becomes public. */
static const char *import_blogger_status(
    struct import_blogger *x, const struct xml_node *entry) {
  const struct xml_node *control = xml_records_child(entry, "app:control");
  const char *draft = import_blogger_text(x, control, "app:draft");
  const char *status = import_blogger_text(x, entry, "blogger:status");
  const char *trashed = import_blogger_text(x, entry, "blogger:trashed");
  if (!draft || !status || !trashed)
    return "draft";
  if (*trashed || strcmp(status, "SOFT_TRASHED") == 0)
    return "trash";
  if (strcmp(status, "SCHEDULED") == 0)
    return "future";
  bool is_live = !*status || strcmp(status, "LIVE") == 0;
  return is_live && strcmp(draft, "yes") != 0 ? "publish" : "draft";
}

static enum err import_blogger_take_labels(struct import_blogger *x,
    const struct xml_node *entry, struct import_blog_post *p) {
  struct import_blog_term **end = &p->tags;
  for (const struct xml_node *c = entry->children; c; c = c->next) {
    bool is_label = strcmp(c->name, "category") == 0 &&
                    !strstr(import_blogger_attribute(x, c, "scheme"), "2005#kind");
    const char *name = is_label ? import_blogger_attribute(x, c, "term") : "";
    struct import_blog_term *one = *name ? arena_alloc(x->arena, sizeof *one) : NULL;
    if (*name && !one)
      return ERR_NOMEM;
    if (!one)
      continue;
    *one = (struct import_blog_term){.name = name, .slug = ""};
    *end = one;
    end = &one->next;
  }
  return OK;
}

/* The path of the post, and the origin of the site with the first address that has
 * one. */
static const char *import_blogger_path(
    struct import_blogger *x, const struct xml_node *entry) {
  const char *file = import_blogger_text(x, entry, "blogger:filename");
  const char *href = import_blogger_find(x, entry, "link", "rel", "alternate", "href");
  const char *path = url_without_origin(href);
  if (path != href && *path == '/' && !x->origin)
    x->origin = arena_strndup(x->arena, href, (size_t)(path - href));
  if (file && *file)
    return *file == '/' ? file : arena_printf(x->arena, "/%s", file);
  return path != href && *path == '/' ? path : "";
}

/* "low-tide" of "/2015/03/low-tide.html". */
static const char *import_blogger_slug(struct import_blogger *x, const char *path) {
  const char *name = strrchr(path, '/');
  name = name ? name + 1 : path;
  return arena_strndup(x->arena, name, strcspn(name, ".?#"));
}

static enum err import_blogger_take_post(
    struct import_blogger *x, const struct xml_node *entry, bool is_page) {
  struct blogger_post *one = arena_alloc(x->arena, sizeof *one);
  if (!one)
    return ERR_NOMEM;
  const char *path = import_blogger_path(x, entry);
  one->post = (struct import_blog_post){.id = import_blogger_text(x, entry, "id"),
      .title = import_blogger_text(x, entry, "title"),
      .slug = path ? import_blogger_slug(x, path) : NULL,
      .author = import_blogger_text(x, xml_records_child(entry, "author"), "name"),
      .excerpt = import_blogger_text(x, entry, "blogger:metaDescription"),
      .html = import_blogger_text(x, entry, "content"),
      .path = path,
      .status = import_blogger_status(x, entry),
      .is_page = is_page,
      .date = import_blogger_date(x, entry, "published"),
      .changed = import_blogger_date(x, entry, "updated")};
  const struct import_blog_post *p = &one->post;
  if (!p->id || !p->title || !p->slug || !p->author || !p->excerpt || !p->html)
    return ERR_NOMEM;
  if (!p->date)
    one->post.date = import_blogger_date(x, entry, "blogger:created");
  one->end = &one->post.comments;
  *x->post_end = one;
  x->post_end = &one->next;
  x->post_count++;
  return import_blogger_take_labels(x, entry, &one->post);
}

/* The comment that a comment replies to; 0: none. */
static int64_t import_blogger_parent(
    struct import_blogger *x, const struct xml_node *entry) {
  const char *id = import_blogger_text(x, entry, "blogger:inReplyTo");
  const char *related = import_blogger_find(x, entry, "link", "rel", "related", "href");
  /* ".../feeds/1/2/comments/default/3" */
  if (id && !*id && strstr(related, "/comments/default/"))
    id = related;
  return id && *id ? import_blogger_number(id) : 0;
}

static enum err import_blogger_take_comment(
    struct import_blogger *x, const struct xml_node *entry) {
  struct blogger_comment *one = arena_alloc(x->arena, sizeof *one);
  const struct xml_node *author = xml_records_child(entry, "author");
  const char *id = import_blogger_text(x, entry, "id");
  const char *status = import_blogger_text(x, entry, "blogger:status");
  if (!one || !id || !status)
    return ERR_NOMEM;
  one->post = import_blogger_text(x, entry, "blogger:parent");
  if (one->post && !*one->post)
    one->post =
        import_blogger_attribute(x, xml_records_child(entry, "thr:in-reply-to"), "ref");
  one->comment = (struct import_blog_comment){.id = import_blogger_number(id),
      .parent = import_blogger_parent(x, entry),
      .author = import_blogger_text(x, author, "name"),
      .url = import_blogger_text(x, author, "uri"),
      .html = import_blogger_text(x, entry, "content"),
      .status = !*status || strcmp(status, "LIVE") == 0 ? "1"
                : strstr(status, "SPAM")                ? "spam"
                                                        : "0",
      .date = import_blogger_date(x, entry, "published")};
  const struct import_blog_comment *c = &one->comment;
  if (!one->post || !c->author || !c->url || !c->html)
    return ERR_NOMEM;
  *x->comment_end = one;
  x->comment_end = &one->next;
  return OK;
}

static enum err import_blogger_visit(
    void *context, const struct xml_node *record, struct arena *a) {
  struct import_blogger *x = context;
  (void)a;
  if (strcmp(record->name, "entry") != 0)
    return OK;
  const char *kind = import_blogger_kind(x, record);
  if (strcasecmp(kind, "post") == 0 || strcasecmp(kind, "page") == 0)
    return import_blogger_take_post(x, record, strcasecmp(kind, "page") == 0);
  return strcasecmp(kind, "comment") == 0 ? import_blogger_take_comment(x, record) : OK;
}

struct blogger_ref {
  struct blogger_post *post;
};

static int import_blogger_by_id(const void *a, const void *b) {
  return strcmp(((const struct blogger_ref *)a)->post->post.id,
      ((const struct blogger_ref *)b)->post->post.id);
}

/* Gives each comment to its post. */
static enum err import_blogger_join(struct import_blogger *x) {
  struct blogger_ref *refs = arena_array(x->arena, x->post_count + 1, sizeof *refs);
  size_t n = 0;
  if (!refs)
    return ERR_NOMEM;
  for (struct blogger_post *p = x->posts; p; p = p->next)
    refs[n++].post = p;
  qsort(refs, n, sizeof *refs, import_blogger_by_id);
  for (struct blogger_comment *c = x->comments; c; c = c->next) {
    struct blogger_post wanted = {.post = {.id = c->post}};
    const struct blogger_ref key = {&wanted};
    const struct blogger_ref *found =
        bsearch(&key, refs, n, sizeof *refs, import_blogger_by_id);
    if (!found) {
      import_left_add(
          x->run, &x->left, 0, "comments of posts that the file does not have");
      continue;
    }
    *found->post->end = &c->comment;
    found->post->end = &c->comment.next;
  }
  return OK;
}

static enum err import_blogger_write(struct import_blogger *x) {
  struct import_blog blog = {.run = NULL};
  const char *origin = x->origin ? x->origin : import_blogger_origin;
  enum err e = import_blogger_join(x);
  if (!e)
    e = import_blog_begin(&blog, x->run, x->file, origin);
  for (const struct blogger_post *p = x->posts; !e && p; p = p->next)
    import_blog_add(&blog, origin, &p->post);
  e = import_blog_end(&blog, e);
  import_left_report(x->run, x->left, x->file);
  return e;
}

enum err import_blogger(struct import_run *run, struct import_file *f, int fd) {
  struct parse_problem problem = {0};
  struct import_blogger x = {.run = run, .file = f, .arena = arena_new(EXPORT_MEMORY)};
  x.post_end = &x.posts;
  x.comment_end = &x.comments;
  enum err e =
      x.arena ? xml_records_read(fd, import_blogger_visit, &x, &problem) : ERR_NOMEM;
  if (!e && !x.posts && !x.comments)
    e = parse_problem_set(&problem, 0,
        "is not an export of Blogger: it has neither posts nor comments of its kind");
  if (!e) {
    e = import_blogger_write(&x);
  } else if (!import_report_is_fatal(e)) {
    import_report_file(run, f, e, &problem);
    e = OK;
  }
  arena_free(x.arena);
  return e;
}
