#include "export/export_json.h"

#include <jansson.h>
#include <string.h>

#include "db/model/path.h"
#include "db/model/redirect.h"
#include "export/export_article.h"
#include "export/export_live.h"
#include "site/core/permalink.h"

/* `begun` is true once the current list has an element: the next one needs a comma
 * before it. */
struct document {
  struct export *x;
  FILE *out;
  bool begun;
};

/* The checks for NULL are left to json_pack: with a NULL in "s:o" it fails as a whole
 * and releases the rest. */
static json_t *export_json_names(const struct front_matter_list *l) {
  json_t *list = json_array();
  for (size_t i = 0; i < l->count; i++)
    json_array_append_new(list, json_string(l->items[i]));
  return list;
}

static json_t *export_json_comments(const struct export_article *article) {
  json_t *list = json_array();
  for (size_t i = 0; i < article->comment_count; i++) {
    const struct export_comment *c = &article->comments[i];
    /* "I" reads a json_int_t from the variable arguments, hence the casts here and
     * below. */
    json_t *o = json_pack("{s:I, s:I, s:s, s:s, s:s, s:s, s:s, s:s, s:s}", "id",
        (json_int_t)c->row.id, "parent", (json_int_t)c->row.parent_id, "type",
        c->row.type, "status", comment_status_name(c->row.status), "date", c->date,
        "author", c->row.author, "url", c->row.url, "text", c->row.source, "html",
        c->row.html);
    /* Empty unless personal data was requested; then the key is missing rather than
     * empty. */
    if (o && *c->email)
      json_object_set_new(o, "email", json_string(c->email));
    json_array_append_new(list, o);
  }
  return list;
}

static json_t *export_json_corrections(const struct front_matter *m) {
  json_t *list = json_array();
  for (size_t i = 0; i < m->correction_count; i++) {
    const struct front_matter_correction *c = &m->corrections[i];
    json_array_append_new(
        list, json_pack("{s:s, s:s, s:o}", "date", c->date, "note", c->note, "changes",
                  export_json_names(&c->changes)));
  }
  return list;
}

static enum err export_json_write_article(
    void *context, struct arena *a, const struct export_article *article) {
  struct document *d = context;
  const struct article *r = &article->text.row;
  const struct front_matter *m = &article->text.matter;
  char *path = r->permalink ? permalink_encode(a, r->permalink) : NULL;
  char *url =
      path ? arena_printf(a, "%s%s", d->x->site->settings.base_url, path) : NULL;
  json_t *live = NULL;
  enum err e = export_live(d->x, a, r->id, &live);
  if (e)
    return e;
  json_t *o = json_pack(
      "{s:I, s:s, s:s, s:s, s:s, s:s?, s:s?, s:s, s:s, s:s?, s:s?, s:s?, s:s, s:o, s:o,"
      " s:o, s:s?, s:o, s:s?, s:I, s:b, s:b, s:b, s:s, s:s, s:s, s:o, s:o, s:o*}",
      "id", (json_int_t)r->id, "type", article_type_name(r->type), "status",
      article_status_name(r->status), "slug", r->slug, "title", r->title, "permalink",
      r->permalink, "url", url, "author", r->author, "lang",
      *r->lang ? r->lang : d->x->site->settings.language, "date", m->date, "updated",
      export_time(a, r->updated_at), "expires", m->expires, "excerpt", r->excerpt,
      "categories", export_json_names(&m->categories), "tags",
      export_json_names(&m->tags), "aliases", export_json_names(&m->aliases),
      "translation_key", m->translation_key, "translations",
      export_json_names(&m->translations), "parent", m->parent, "menu_order",
      (json_int_t)r->menu_order, "menu", (int)r->in_menu, "sticky", (int)r->sticky,
      "comments_open", (int)r->comments_open, "format", article->text.format, "source",
      article->text.body, "html", article->body.html, "comments",
      export_json_comments(article), "corrections", export_json_corrections(m), "live",
      live);
  if (!o)
    return ERR_NOMEM;
  /* Articles are written one by one, because a document of a large site need not fit in
   * memory. */
  fputs(d->begun ? ",\n" : "\n", d->out);
  d->begun = true;
  int failed = json_dumpf(o, d->out, JSON_COMPACT);
  json_decref(o);
  return failed ? ERR_IO : OK;
}

static enum err export_json_write_gone(void *context, const char *path) {
  struct document *d = context;
  json_t *text = json_string(path);
  fputs(d->begun ? ",\n" : "\n", d->out);
  d->begun = true;
  /* Without JSON_ENCODE_ANY, Jansson writes arrays and objects only. */
  int failed = text ? json_dumpf(text, d->out, JSON_ENCODE_ANY) : -1;
  json_decref(text);
  return !text ? ERR_NOMEM : failed ? ERR_IO : OK;
}

static enum err export_json_write_redirect(
    void *context, const char *path, const char *target) {
  struct document *d = context;
  json_t *o = json_pack("{s:s, s:s}", "from", path, "to", target);
  fputs(d->begun ? ",\n" : "\n", d->out);
  d->begun = true;
  int failed = o ? json_dumpf(o, d->out, JSON_COMPACT) : -1;
  json_decref(o);
  return !o ? ERR_NOMEM : failed ? ERR_IO : OK;
}

static enum err export_json_write_head(struct document *d) {
  const struct settings *c = &d->x->site->settings;
  json_t *head =
      json_pack("{s:s, s:s, s:s, s:s, s:s}", "title", c->title, "tagline", c->tagline,
          "base_url", c->base_url, "language", c->language, "time_zone", c->time_zone);
  if (!head)
    return ERR_NOMEM;
  fputs("{\"site\": ", d->out);
  int failed = json_dumpf(head, d->out, JSON_COMPACT);
  json_decref(head);
  return failed ? ERR_IO : OK;
}

/* Errors of fputs are not checked one by one: export_json asks ferror once. After an
 * error the document is useless, whatever is still written. */
static enum err export_json_write_all(struct document *d) {
  enum err e = export_json_write_head(d);
  fputs(",\n\"articles\": [", d->out);
  if (!e)
    e = export_each(d->x, export_json_write_article, d);
  fputs("\n],\n\"gone\": [", d->out);
  d->begun = false;
  if (!e)
    e = path_each_gone(d->x->site->db, export_json_write_gone, d);
  fputs("\n],\n\"redirects\": [", d->out);
  d->begun = false;
  if (!e)
    e = redirect_each(d->x->site->db, export_json_write_redirect, d);
  fputs("\n]}\n", d->out);
  return e;
}

enum err export_json(struct export *x, FILE *out) {
  struct document d = {x, out, false};
  /* One read transaction for the whole document, so that it shows one moment. */
  enum err e = db_read_begin(x->site->db);
  if (e)
    return e;
  e = export_json_write_all(&d);
  db_read_end(x->site->db);
  return e ? e : ferror(out) ? ERR_IO : OK;
}
