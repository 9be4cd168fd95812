#include "cli/post.h"

#include <string.h>
#include <sysexits.h>

#include "cli/command/argument.h"
#include "cli/command/command_site.h"
#include "cli/output/complain.h"
#include "cli/output/fields.h"
#include "cli/output/print.h"
#include "cli/post_filter.h"
#include "cli/post_order.h"
#include "db/model/article.h"
#include "db/model/term.h"
#include "db/search/search_find.h"
#include "db/search/search_types.h"
#include "site/core/permalink.h"
#include "site/pages/search_query.h"
#include "site/publish/publish.h"

/* The fields that --fields may name, and those a list shows by default. The text of an
 * article is none of them: "get" shows it. */
static const char *const post_fields[] = {"id", "type", "status", "date", "modified",
    "comments", "author", "slug", "url", "excerpt", "title", "categories", "tags",
    NULL};
static const char post_fields_shown[] = "id,type,status,date,comments,title";

/* What the functions below get: which articles, which of their fields, and the rows so
 * far. */
struct post_list_rows {
  struct post_filter filter;
  const char *search; /* NULL: all */
  struct fields fields;
  struct site *site;
  struct post_order order; /* with the rows */
};

/* The public address; *out becomes NULL for an article that has none, such as a draft.
 */
static enum err post_url(
    struct arena *a, const char *base_url, const struct article *r, char **out) {
  *out = NULL;
  if (!r->permalink)
    return OK;
  char *path = permalink_encode(a, r->permalink);
  *out = path ? arena_printf(a, "%s%s", base_url, path) : NULL;
  return *out ? OK : ERR_NOMEM;
}

static enum err post_names_json(
    struct site *site, struct arena *a, enum term_kind kind, int64_t id, json_t **out) {
  struct term *terms = NULL;
  size_t n = 0;
  enum err e = term_of_article(site->db, a, kind, id, &terms, &n);
  if (e)
    return e;
  /* Jansson's functions accept NULL and fail, so that the result is checked once,
   * below. */
  *out = json_array();
  for (size_t i = 0; i < n; i++)
    json_array_append_new(*out, json_string(terms[i].name));
  return *out ? OK : ERR_NOMEM;
}

static bool post_has_field(const struct fields *f, const char *name) {
  for (size_t i = 0; i < f->count; i++)
    if (strcmp(f->names[i], name) == 0)
      return true;
  return false;
}

/* Each costs a query per row, so they are read only if they are shown. */
static enum err post_add_terms(
    struct post_list_rows *l, struct arena *a, int64_t id, json_t *row) {
  static const struct {
    const char *field;
    enum term_kind kind;
  } terms[] = {{"categories", TERM_CATEGORY}, {"tags", TERM_TAG}};
  enum err e = OK;
  for (size_t i = 0; !e && i < sizeof terms / sizeof *terms; i++) {
    json_t *names = NULL;
    if (!post_has_field(&l->fields, terms[i].field))
      continue;
    e = post_names_json(l->site, a, terms[i].kind, id, &names);
    if (!e)
      json_object_set_new(row, terms[i].field, names);
  }
  return e;
}

/* Sets every field of post_fields. "url" may be null: "s:s?" allows NULL, for which
 * "s:s" fails. */
static enum err post_make_row(
    struct post_list_rows *l, struct arena *a, const struct article *r, json_t **out) {
  char *url = NULL;
  enum err e = post_url(a, l->site->settings.base_url, r, &url);
  if (e)
    return e;
  *out = json_pack("{s:I, s:s, s:s, s:o, s:o, s:I, s:s, s:s, s:s?, s:s, s:s}", "id",
      (json_int_t)r->id, "type", article_type_name(r->type), "status",
      article_status_name(r->status), "date", print_time(r->published_at), "modified",
      print_time(r->updated_at), "comments", (json_int_t)r->comment_count, "author",
      r->author, "slug", r->slug, "url", url, "excerpt", r->excerpt, "title", r->title);
  return *out ? post_add_terms(l, a, r->id, *out) : ERR_NOMEM;
}

/* An article that does not fit gets no row. */
static enum err post_make_fitting(
    struct post_list_rows *l, struct arena *a, const struct article *r, json_t **out) {
  bool fits = false;
  enum err e = post_filter_fits(l->site, a, &l->filter, r, &fits);
  return e || !fits ? e : post_make_row(l, a, r, out);
}

static enum err post_add_row(void *context, const struct article *r) {
  struct post_list_rows *l = context;
  json_t *row = NULL;
  /* A list may have any number of rows: each uses memory of its own, freed at its
   * end. */
  struct arena *a = arena_new(1 << 20);
  enum err e = a ? post_make_fitting(l, a, r, &row) : ERR_NOMEM;
  arena_free(a);
  if (e || !row) {
    json_decref(row);
    return e;
  }
  /* The order needs the article itself: its key may be none of the fields that are
   * shown. */
  return post_order_add(&l->order, r, fields_pick(&l->fields, row));
}

static enum err post_search(
    struct site *site, struct arena *a, struct post_list_rows *l) {
  struct search_query query;
  struct search_result found = {0};
  bool cut;
  enum err e = search_query_read(a, l->search, &query, &cut);
  if (!e)
    /* The same query language and order as on the search page, but of all articles, not
     * only public ones. */
    e = search_find(site->db, a, &query, true, &found);
  for (size_t i = 0; !e && i < found.count; i++) {
    struct article r;
    /* The search orders by relevance, so each hit is read in that order. */
    e = article_by_id(site->db, a, found.hits[i].article_id, &r);
    if (!e)
      e = post_add_row(l, &r);
  }
  /* Only a warning, on standard error: the rows found are still the result. */
  if (!e && (found.more || cut))
    complain(cut ? "the search is too long: its end was ignored"
                 : "the words are very common: only the newest posts were searched");
  return e;
}

static enum err post_read_list(struct site *site, struct arena *a, void *context) {
  struct post_list_rows *l = context;
  l->site = site;
  if (l->search)
    return post_search(site, a, l);
  return article_each(site->db, a, &l->filter.kinds, post_add_row, l);
}

int post_list(const struct command_line *line) {
  enum print_format format;
  struct post_list_rows l = {.search = command_line_value(line, "search")};
  const char *one = command_line_value(line, "field");
  if (!print_format(command_line_value(line, "format"), PRINT_LIST, &format) ||
      !post_filter_read(line, &l.filter) || !post_order_read(line, &l.order))
    return EX_USAGE;
  const char *names =
      fields_wanted(command_line_value(line, "fields"), one, post_fields_shown, format);
  if (!fields_choose(names, one != NULL, post_fields, &l.fields))
    return EX_USAGE;
  int code =
      command_site_read(line, (struct command_site_object){0}, post_read_list, &l);
  if (!code)
    code = fields_print_rows(post_order_rows(&l.order), one, format);
  post_order_free(&l.order);
  return code;
}

/* `object` is NULL until the article was found; the function that prints it takes over
 * the reference. */
struct post_one {
  int64_t id;
  json_t *object;
};

static enum err post_read_one(struct site *site, struct arena *a, void *context) {
  struct post_one *one = context;
  struct article r;
  struct article_body body;
  enum err e = article_by_id(site->db, a, one->id, &r);
  if (!e)
    e = article_body_read(site->db, a, r.id, &body);
  if (e)
    return e;
  char *url = NULL;
  json_t *categories = NULL, *tags = NULL;
  e = post_url(a, site->settings.base_url, &r, &url);
  if (!e)
    e = post_names_json(site, a, TERM_CATEGORY, r.id, &categories);
  if (!e)
    e = post_names_json(site, a, TERM_TAG, r.id, &tags);
  if (e) {
    /* `tags` comes last: after an error it is still NULL. */
    json_decref(categories);
    return e;
  }
  /* The order of the keys is that of the output. "lang" is the language in force, also
   * where the article has none of its own. */
  one->object = json_pack(
      "{s:I, s:s, s:s, s:s, s:s, s:s?, s:s, s:s, s:s, s:o, s:o, s:I, s:o, s:o, s:b,"
      " s:s}",
      "id", (json_int_t)r.id, "type", article_type_name(r.type), "status",
      article_status_name(r.status), "title", r.title, "slug", r.slug, "url", url,
      "lang", *r.lang ? r.lang : site->settings.language, "author", r.author, "excerpt",
      r.excerpt, "date", print_time(r.published_at), "modified",
      print_time(r.updated_at), "comment_count", (json_int_t)r.comment_count,
      "categories", categories, "tags", tags, "comments_open", (int)r.comments_open,
      "content", body.source);
  return one->object ? OK : ERR_NOMEM;
}

int post_get(const struct command_line *line) {
  enum print_format format;
  struct post_one one = {0, NULL};
  if (!print_format(command_line_value(line, "format"), PRINT_OBJECT, &format))
    return EX_USAGE;
  int code = command_site_read(line,
      (struct command_site_object){"post", line->arguments[0], &one.id}, post_read_one,
      &one);
  return code ? code
              : fields_print(one.object, command_line_value(line, "fields"),
                    command_line_value(line, "field"), format);
}
