/* Staticman writes a file for each comment, which a theme shows under the post. The
 * comments are brought into the form of NAME.comments.json, so that the rules, the
 * recognition by ID and the hash of that format serve here too. That format is strict,
 * because its writer can correct it; these files come from readers of years ago, so a
 * comment that breaks a rule is left out alone. */
#include "import/files/import_staticman.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/clock.h"
#include "base/crypt.h"
#include "base/date_text.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "import/common/import_kind.h"
#include "import/common/import_report.h"
#include "import/files/import_name.h"
#include "markup/frontmatter/config_tree.h"
#include "site/comments/comment_fields.h"

/* A folder of comments that an article has taken. */
struct import_staticman_used {
  struct import_staticman_used *next;
  const char *folder;
};

struct import_staticman_item {
  int64_t id;
  const char *key, *parent_key; /* Staticman's, "" if there is none */
  const char *author, *url, *text;
  int64_t date;
};

struct import_staticman {
  struct import_work *work;
  const char *folder;
  struct import_staticman_item *items; /* in the order of their files' names */
  size_t count, cap;
};

static const char *const import_staticman_roots[] = {"_data/comments", "data/comments"};
enum { ROOTS = sizeof import_staticman_roots / sizeof import_staticman_roots[0] };

static int import_staticman_select(const struct dirent *d) {
  return d->d_name[0] != '.' && import_kind_is_data(d->d_name);
}

/* The first of the keys, whose list NULL ends, that has a text; "" if none has. */
static const char *import_staticman_text(
    const struct yaml_node *map, const char *const *keys) {
  for (; *keys; keys++) {
    const char *text = config_tree_text(map, *keys);
    if (text && *text)
      return text;
  }
  return "";
}

/* A positive number from Staticman's ID, which is a UUID: the same in each import. */
static int64_t import_staticman_id(const char *key) {
  uint8_t hash[CRYPT_HASH];
  int64_t id = 0;
  crypt_hash(key, strlen(key), hash);
  /* JSON numbers are exact up to 2^53. */
  for (int i = 0; i < 6; i++)
    id = id << 8 | hash[i];
  return id ? id : 1;
}

/* Takes over one comment. Returns false if it breaks a rule that nothing can repair. */
static bool import_staticman_take(struct import_staticman *s,
    const struct yaml_node *map, const char *file, struct import_staticman_item *out) {
  static const char *const ids[] = {"_id", "id", NULL};
  static const char *const names[] = {"name", "author", NULL};
  static const char *const urls[] = {"url", "website", "site", NULL};
  static const char *const texts[] = {
      "message", "comment", "body", "text", "content", NULL};
  static const char *const dates[] = {"date", "timestamp", "created_at", NULL};
  static const char *const parents[] = {
      "replying_to_uid", "replying_to", "reply_to", "_parent", "parent", NULL};
  struct arena *a = s->work->arena;
  const char *key = import_staticman_text(map, ids);
  char *text = arena_strdup(a, import_staticman_text(map, texts));
  *out = (struct import_staticman_item){.key = *key ? key : file,
      .parent_key = import_staticman_text(map, parents),
      .author = comment_fields_trim(a, import_staticman_text(map, names)),
      .url = comment_fields_website(a, import_staticman_text(map, urls)),
      .text = text};
  if (!out->author || !out->url || !text ||
      date_text_read(import_staticman_text(map, dates), &out->date) != OK)
    return false;
  out->id = import_staticman_id(out->key);
  size_t n = utf8_unify_newlines(text, strlen(text));
  text[utf8_drop_controls(text, n)] = '\0';
  if (comment_fields_author(out->author) != COMMENT_FAULT_NONE)
    out->author = "Anonymous";
  if (comment_fields_url(out->url) != COMMENT_FAULT_NONE)
    out->url = "";
  return comment_fields_text(out->text) == COMMENT_FAULT_NONE;
}

static enum err import_staticman_read_one(
    struct import_staticman *s, const char *name) {
  char why[FILE_WHY];
  struct buf text = {0};
  struct parse_problem problem = {0};
  struct yaml_node *map = NULL;
  struct import_staticman_item item;
  struct arena *a = s->work->arena;
  char *path = arena_printf(a, "%s/%s", s->folder, name);
  if (!path)
    return ERR_NOMEM;
  enum err e = file_read(path, FILE_NO_FOLLOW, (size_t)4 * LIMIT_COMMENT, &text, why);
  char *copy = e ? NULL : arena_strndup(a, buf_text(&text), text.len);
  if (!e && !copy)
    e = ERR_NOMEM;
  if (!e && !utf8_is_valid(copy, text.len))
    e = ERR_SYNTAX;
  if (!e)
    e = config_tree_read(a, name, copy, text.len, &map, &problem);
  buf_free(&text);
  if (e == ERR_NOMEM)
    return e;
  if (e || !import_staticman_take(s, map, name, &item)) {
    import_report_note_file(s->work, path,
        "the comment is left out: it has no text or no date that can be read, or is too"
        " long");
    return OK;
  }
  s->items = arena_grow(a, s->items, s->count, &s->cap, sizeof *s->items);
  if (!s->items)
    return ERR_NOMEM;
  s->items[s->count++] = item;
  return OK;
}

/* Some themes store the name of the post as the parent of a comment that is no reply.
 */
static void import_staticman_drop_parents(struct import_staticman *s) {
  for (size_t i = 0; i < s->count; i++) {
    const char *parent = s->items[i].parent_key;
    bool is_known = strspn(parent, "0123456789") == strlen(parent);
    for (size_t j = 0; j < s->count && !is_known; j++)
      is_known = strcmp(s->items[j].key, parent) == 0;
    if (!is_known)
      s->items[i].parent_key = "";
  }
}

/* The ID of the parent; 0 if there is none. Staticman names it by its ID, but themes
 * let it store the position among the comments that are no replies. */
static int64_t import_staticman_parent(
    const struct import_staticman *s, const struct import_staticman_item *item) {
  char *end;
  if (!*item->parent_key)
    return 0;
  for (size_t i = 0; i < s->count; i++)
    if (strcmp(s->items[i].key, item->parent_key) == 0)
      return &s->items[i] == item ? 0 : s->items[i].id;
  long position = strtol(item->parent_key, &end, 10);
  for (size_t i = 0; !*end && i < s->count; i++)
    if (!*s->items[i].parent_key && --position == 0)
      return s->items[i].id;
  return 0;
}

static enum err import_staticman_write(
    struct import_staticman *s, const char **comments) {
  json_t *list = json_array();
  import_staticman_drop_parents(s);
  for (size_t i = 0; list && i < s->count; i++) {
    const struct import_staticman_item *item = &s->items[i];
    char date[CLOCK_ISO];
    int64_t parent = import_staticman_parent(s, item);
    clock_iso(item->date, date);
    /* What was shown on the old site had been approved there. */
    json_t *o = json_pack("{s:I, s:s, s:s, s:s, s:s, s:s}", "id", (json_int_t)item->id,
        "author", item->author, "url", item->url, "date", date, "status", "approve",
        "text", item->text);
    if (o && parent)
      json_object_set_new(o, "parent", json_integer((json_int_t)parent));
    if (!o || json_array_append_new(list, o) != 0) {
      json_decref(list);
      list = NULL;
    }
  }
  json_t *root = list ? json_pack("{s:o}", "comments", list) : NULL;
  char *text = root ? json_dumps(root, JSON_COMPACT) : NULL;
  json_decref(root);
  char *copy = text ? arena_strdup(s->work->arena, text) : NULL;
  free(text);
  if (!copy)
    return ERR_NOMEM;
  *comments = copy;
  return OK;
}

static enum err import_staticman_read_folder(
    struct import_staticman *s, struct dirent **files, int n, const char **comments) {
  enum err e = OK;
  for (int i = 0; !e && i < n; i++)
    e = import_staticman_read_one(s, files[i]->d_name);
  struct import_run *run = s->work->run;
  struct import_staticman_used *used = e ? NULL : arena_alloc(run->arena, sizeof *used);
  const char *folder = used ? arena_strdup(run->arena, s->folder) : NULL;
  if (!folder)
    return e ? e : ERR_NOMEM;
  *used = (struct import_staticman_used){run->comment_folders, folder};
  run->comment_folders = used;
  return s->count ? import_staticman_write(s, comments) : OK;
}

enum err import_staticman_read(struct import_work *w, const char **comments) {
  if (!w->file->engine || !w->file->path)
    return OK;
  /* Themes name the folder after the file, with or without its date. */
  for (size_t i = 0; i < (size_t)2 * ROOTS; i++) {
    const char *stem;
    struct dirent **files = NULL;
    enum err e = import_name_stem(w, i % 2, &stem);
    struct import_staticman s = {.work = w,
        .folder = e ? NULL
                    : arena_printf(w->arena, "%s/%s/%s", w->file->root,
                          import_staticman_roots[i / 2], stem)};
    if (!s.folder)
      return ERR_NOMEM;
    int n = scandir(s.folder, &files, import_staticman_select, alphasort);
    if (n <= 0) {
      free(files);
      continue;
    }
    e = import_staticman_read_folder(&s, files, n, comments);
    for (int j = 0; j < n; j++)
      free(files[j]);
    free(files);
    return e;
  }
  return OK;
}

static bool import_staticman_is_used(const struct import_run *run, const char *folder) {
  for (const struct import_staticman_used *u = run->comment_folders; u; u = u->next)
    if (strcmp(u->folder, folder) == 0)
      return true;
  return false;
}

static enum err import_staticman_report_folder(
    struct import_run *run, const char *folder) {
  struct dirent **files = NULL;
  if (import_staticman_is_used(run, folder))
    return OK;
  int n = scandir(folder, &files, import_staticman_select, NULL);
  for (int i = 0; i < n; i++)
    free(files[i]);
  free(files);
  if (n <= 0)
    return OK;
  char *message = arena_printf(run->arena,
      "%d comment%s left out: no imported article has the name of this folder", n,
      n == 1 ? " is" : "s are");
  if (!message)
    return ERR_NOMEM;
  run->report(run->context, IMPORT_WARNING, folder, 0, message);
  return OK;
}

enum err import_staticman_report_rest(struct import_run *run, const char *root) {
  enum err e = OK;
  for (size_t i = 0; !e && i < ROOTS; i++) {
    struct dirent *entry;
    char *top = arena_printf(run->arena, "%s/%s", root, import_staticman_roots[i]);
    DIR *d = top ? opendir(top) : NULL;
    if (!top)
      return ERR_NOMEM;
    while (d && !e && (entry = readdir(d)) != NULL)
      if (entry->d_name[0] != '.') {
        char *folder = arena_printf(run->arena, "%s/%s", top, entry->d_name);
        e = folder ? import_staticman_report_folder(run, folder) : ERR_NOMEM;
      }
    if (d)
      closedir(d);
  }
  return e;
}
