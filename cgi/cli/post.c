#include "cli/command/command.h"

#include <string.h>
#include <sysexits.h>

#include "cli/output/fields.h"
#include "cli/output/print.h"
#include "cli/work.h"
#include "db/model/article.h"
#include "db/model/term.h"
#include "db/search/search_find.h"
#include "db/search/search_types.h"
#include "site/core/permalink.h"
#include "site/pages/search_query.h"
#include "site/publish/publish.h"

static const char *const row_fields[] = {"id", "type", "status", "date", "modified",
    "comments", "author", "slug", "url", "excerpt", "title", "categories", "tags",
    NULL};
static const char standard_fields[] = "id,type,status,date,comments,title";

struct list {
  struct article_filter filter;
  const char *search; /* NULL: all */
  struct fields fields;
  struct site *site;
  json_t *rows;
};

static char *url_of(struct arena *a, const char *base_url, const struct article *r) {
  char *path = r->permalink ? permalink_encode(a, r->permalink) : NULL;
  return path ? arena_printf(a, "%s%s", base_url, path) : NULL;
}

static json_t *names_json(
    struct site *site, struct arena *a, enum term_kind kind, int64_t id) {
  struct term *terms = NULL;
  size_t n = 0;
  json_t *list = json_array();
  if (term_of_article(site->db, a, kind, id, &terms, &n) == OK)
    for (size_t i = 0; i < n; i++)
      json_array_append_new(list, json_string(terms[i].name));
  return list;
}

static bool has_field(const struct fields *f, const char *name) {
  for (size_t i = 0; i < f->count; i++)
    if (strcmp(f->names[i], name) == 0)
      return true;
  return false;
}

/* A query more a row: only where they are shown. */
static void add_terms(struct list *l, struct arena *a, int64_t id, json_t *row) {
  static const struct {
    const char *field;
    enum term_kind kind;
  } terms[] = {{"categories", TERM_CATEGORY}, {"tags", TERM_TAG}};
  for (size_t i = 0; a && row && i < sizeof terms / sizeof *terms; i++)
    if (has_field(&l->fields, terms[i].field))
      json_object_set_new(
          row, terms[i].field, names_json(l->site, a, terms[i].kind, id));
}

static enum err add_row(void *context, const struct article *r) {
  struct list *l = context;
  struct arena *a = arena_new(1 << 20);
  json_t *row = json_pack("{s:I, s:s, s:s, s:o, s:o, s:I, s:s, s:s, s:s?, s:s, s:s}",
      "id", (json_int_t)r->id, "type", article_type_name(r->type), "status",
      article_status_name(r->status), "date", print_time(r->published_at), "modified",
      print_time(r->updated_at), "comments", (json_int_t)r->comment_count, "author",
      r->author, "slug", r->slug, "url",
      a ? url_of(a, l->site->settings.base_url, r) : NULL, "excerpt", r->excerpt,
      "title", r->title);
  add_terms(l, a, r->id, row);
  arena_free(a);
  row = fields_pick(&l->fields, row);
  return row && json_array_append_new(l->rows, row) == 0 ? OK : ERR_NOMEM;
}

static bool fits(const struct article_filter *f, const struct article *r) {
  return (f->type < 0 || f->type == (int)r->type) &&
         (f->status < 0 || f->status == (int)r->status);
}

static enum err find_rows(struct site *site, struct arena *a, struct list *l) {
  struct search_query query;
  struct search_result found = {0};
  bool cut;
  enum err e = search_query_read(a, l->search, &query, &cut);
  if (!e)
    e = search_find(site->db, a, &query, true, &found);
  for (size_t i = 0; !e && i < found.count; i++) {
    struct article r;
    e = article_by_id(site->db, a, found.hits[i].article_id, &r);
    if (!e && fits(&l->filter, &r))
      e = add_row(l, &r);
  }
  if (!e && (found.more || cut))
    command_complain(
        cut ? "the end of the search was left out: it is too long"
            : "the words are very common: these are the best of the newest");
  return e;
}

static enum err read_list(struct site *site, struct arena *a, void *context) {
  struct list *l = context;
  l->site = site;
  if (l->search)
    return find_rows(site, a, l);
  return article_each(site->db, a, &l->filter, add_row, l);
}

static bool read_filter(const struct command_line *line, struct article_filter *out) {
  enum article_type type;
  enum article_status status;
  bool any = command_is_any(line->values[1]);
  if (line->values[0] && !article_type_find(line->values[0], &type)) {
    command_complain("unknown type \"%s\": use post or page", line->values[0]);
    return false;
  }
  if (!any && !article_status_find(line->values[1], &status)) {
    command_complain("unknown status \"%s\": use publish, draft, future, private,"
                     " withdrawn or any",
        line->values[1]);
    return false;
  }
  out->type = line->values[0] ? (int)type : -1;
  out->status = any ? -1 : (int)status;
  return true;
}

int post_list(const struct command_line *line) {
  enum print_format format;
  struct list l = {.search = line->values[5]};
  const char *one = line->values[4];
  if (!print_format(line->values[2], PRINT_LIST, &format) ||
      !read_filter(line, &l.filter))
    return EX_USAGE;
  const char *names = fields_wanted(line->values[3], one, standard_fields, format);
  if (!fields_choose(names, one != NULL, row_fields, &l.fields))
    return EX_USAGE;
  l.rows = json_array();
  int code = work_read(line, NULL, 0, read_list, &l);
  if (!code)
    fields_print_rows(json_incref(l.rows), one, format);
  json_decref(l.rows);
  return code;
}

struct one {
  int64_t id;
  json_t *object;
};

static enum err read_one(struct site *site, struct arena *a, void *context) {
  struct one *one = context;
  struct article r;
  struct article_body body;
  enum err e = article_by_id(site->db, a, one->id, &r);
  if (!e)
    e = article_body_read(site->db, a, r.id, &body);
  if (e)
    return e;
  char *url = url_of(a, site->settings.base_url, &r);
  one->object = json_pack(
      "{s:I, s:s, s:s, s:s, s:s, s:s?, s:s, s:s, s:s, s:o, s:o, s:I, s:o, s:o, s:b,"
      " s:s}",
      "id", (json_int_t)r.id, "type", article_type_name(r.type), "status",
      article_status_name(r.status), "title", r.title, "slug", r.slug, "url", url,
      "lang", *r.lang ? r.lang : site->settings.language, "author", r.author, "excerpt",
      r.excerpt, "date", print_time(r.published_at), "modified",
      print_time(r.updated_at), "comment_count", (json_int_t)r.comment_count,
      "categories", names_json(site, a, TERM_CATEGORY, r.id), "tags",
      names_json(site, a, TERM_TAG, r.id), "comments_open", (int)r.comments_open,
      "content", body.source);
  return one->object ? OK : ERR_NOMEM;
}

int post_get(const struct command_line *line) {
  enum print_format format;
  struct one one = {0, NULL};
  if (!print_format(line->values[0], PRINT_OBJECT, &format) ||
      !command_id(line->arguments[0], &one.id))
    return EX_USAGE;
  int code = work_read(line, "post", one.id, read_one, &one);
  return code ? code
              : fields_print(one.object, line->values[1], line->values[2], format);
}
