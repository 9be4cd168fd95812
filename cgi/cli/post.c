#include "cli/command.h"

#include <sysexits.h>

#include "cli/confirm.h"
#include "cli/print.h"
#include "cli/work.h"
#include "site/permalink.h"
#include "site/publish.h"
#include "store/article.h"
#include "store/term.h"

static enum err add_row(void *context, const struct article *r) {
  json_t *row = json_pack("{s:I, s:s, s:s, s:o, s:I, s:s}", "id", (json_int_t)r->id,
      "type", article_type_name(r->type), "status", article_status_name(r->status),
      "date", print_time(r->published_at), "comments", (json_int_t)r->comment_count,
      "title", r->title);
  return row && json_array_append_new(context, row) == 0 ? OK : ERR_NOMEM;
}

struct list {
  struct article_filter filter;
  json_t *rows;
};

static enum err read_list(struct site *site, struct arena *a, void *context) {
  struct list *l = context;
  return article_each(site->store, a, &l->filter, add_row, l->rows);
}

int post_list(const struct command_line *line) {
  enum print_format format;
  enum article_type type;
  enum article_status status;
  bool any = command_is_any(line->values[1]);
  if (!print_format(line->values[2], 4, &format))
    return EX_USAGE;
  if (line->values[0] && !article_type_find(line->values[0], &type)) {
    command_complain("unknown type \"%s\": use post or page", line->values[0]);
    return EX_USAGE;
  }
  if (!any && !article_status_find(line->values[1], &status)) {
    command_complain("unknown status \"%s\": use publish, draft, future, private,"
                     " withdrawn or any",
        line->values[1]);
    return EX_USAGE;
  }
  struct list l = {{-1, -1}, json_array()};
  if (line->values[0])
    l.filter.type = (int)type;
  if (!any)
    l.filter.status = (int)status;
  int code = work_read(line, NULL, 0, read_list, &l);
  if (!code)
    print_rows(json_incref(l.rows), format);
  json_decref(l.rows);
  return code;
}

static json_t *names_json(
    struct site *site, struct arena *a, enum term_kind kind, int64_t id) {
  struct term *terms = NULL;
  size_t n = 0;
  json_t *list = json_array();
  if (term_of_article(site->store, a, kind, id, &terms, &n) == OK)
    for (size_t i = 0; i < n; i++)
      json_array_append_new(list, json_string(terms[i].name));
  return list;
}

struct one {
  int64_t id;
  json_t *object;
};

static enum err read_one(struct site *site, struct arena *a, void *context) {
  struct one *one = context;
  struct article r;
  struct article_body body;
  enum err e = article_by_id(site->store, a, one->id, &r);
  if (!e)
    e = article_read_body(site->store, a, r.id, &body);
  if (e)
    return e;
  char *path = r.permalink ? permalink_encode(a, r.permalink) : NULL;
  char *url = path ? arena_printf(a, "%s%s", site->config.base_url, path) : NULL;
  one->object = json_pack(
      "{s:I, s:s, s:s, s:s, s:s, s:s?, s:s, s:s, s:s, s:o, s:o, s:I, s:o, s:o, s:b,"
      " s:s}",
      "id", (json_int_t)r.id, "type", article_type_name(r.type), "status",
      article_status_name(r.status), "title", r.title, "slug", r.slug, "url", url,
      "lang", *r.lang ? r.lang : site->config.language, "author", r.author, "excerpt",
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
  if (!print_format(line->values[0], 2, &format) ||
      !command_id(line->arguments[0], &one.id))
    return EX_USAGE;
  int code = work_read(line, "post", one.id, read_one, &one);
  if (!code)
    print_object(one.object, format);
  return code;
}

static enum err publish_one(
    struct site *site, struct arena *a, int64_t id, const void *context, char *why) {
  (void)context;
  return publish_set_status(site, a, id, ARTICLE_PUBLISH, why, WORK_WHY);
}

int post_publish(const struct command_line *line) {
  return work_each(line, "post", "Published", publish_one, NULL);
}

static enum err delete_one(
    struct site *site, struct arena *a, int64_t id, const void *context, char *why) {
  (void)context;
  (void)why;
  return publish_delete(site, a, id);
}

int post_delete(const struct command_line *line) {
  if (!confirm(
          line->values[0] || line->values[1], "Delete for good, with all comments?"))
    return EX_USAGE;
  return work_each(line, "post", "Deleted", delete_one, NULL);
}
