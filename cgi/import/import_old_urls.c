/* Nobody knows all rules by which an old site made its addresses, but most movers have
 * a list: its sitemap, the log of its server, or what a search engine's console
 * exports. Each address is looked up with the function that answers readers, so that
 * the report cannot differ from what they get. */
#include "import/import_old_urls.h"

#include <expat.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/percent.h"
#include "db/txn.h"
#include "markup/names/url.h"
#include "markup/wordpress/xml_position.h"
#include "site/pages/page.h"

/* MOST_STEPS: redirects that are followed from one address. */
enum { ADDRESS_MEMORY = 8 << 20, MOST_STEPS = 5, MOST_ID = 18 };

struct import_old_urls {
  struct import_run *run;
  const char *file;
  struct arena *arena; /* of one address */
  size_t total, found;
  XML_Parser parser; /* of a sitemap */
  bool in_loc;
  struct buf loc;
  enum err e;
};

/* The ID in "?p=7" or "?page_id=7"; 0 if there is none. */
static int64_t import_old_urls_id(const char *query) {
  int64_t id = 0;
  size_t n = strncmp(query, "p=", 2) == 0         ? 2
             : strncmp(query, "page_id=", 8) == 0 ? 8
                                                  : 0;
  const char *s = query + n;
  if (!n || strspn(s, "0123456789") > MOST_ID)
    return 0;
  for (; *s >= '0' && *s <= '9'; s++)
    id = id * 10 + (*s - '0');
  return id;
}

static bool import_old_urls_is_media(struct import_old_urls *u, const char *path) {
  char *file = strncmp(path, "/media/", 7) == 0 && !strstr(path, "/.")
                   ? arena_printf(u->arena, "%s%s", u->run->site->dir, path)
                   : NULL;
  return file && access(file, R_OK) == 0;
}

/* Asks for a path with its query. *next becomes the target of a redirect to another
 * path of this site, or else NULL. */
static enum err import_old_urls_ask(
    struct import_old_urls *u, const char *address, const char **next) {
  struct page page = {0};
  const char *query = strchr(address, '?');
  char *raw = arena_strndup(u->arena, address, strcspn(address, "?#"));
  char *path = raw ? percent_decode(u->arena, raw) : NULL;
  *next = NULL;
  if (!path)
    return ERR_NOMEM;
  if (import_old_urls_is_media(u, path))
    return OK;
  struct page_request r = {.raw_path = raw,
      .path = path,
      .id = query ? import_old_urls_id(query + 1) : 0,
      .feed = query && strncmp(query, "?feed=", 6) == 0 ? query + 6 : NULL,
      .now = clock_now()};
  enum err e = page_find(u->run->site, u->arena, &r, &page);
  if (!e && page.location && *page.location == '/')
    *next = page.location;
  return e;
}

/* The path of an address, whatever its host. NULL if it has none. */
static const char *import_old_urls_path(const char *address) {
  const char *path = url_without_origin(address);
  if (*path == '/')
    return path;
  /* "https://example.org" is the home page; "old/" is no path. */
  return path != address && !*path ? "/" : NULL;
}

static enum err import_old_urls_check(
    struct import_old_urls *u, const char *address, int line) {
  arena_reset(u->arena);
  const char *next = import_old_urls_path(address);
  enum err e = next ? OK : ERR_NOT_FOUND;
  u->total++;
  for (int i = 0; !e && next && i < MOST_STEPS; i++)
    e = import_old_urls_ask(u, next, &next);
  if (!e) {
    u->found++;
    return OK;
  }
  if (e != ERR_NOT_FOUND && e != ERR_GONE)
    return e;
  char *message = arena_printf(u->arena, "%.300s %s", address,
      !import_old_urls_path(address) ? "is neither an address nor a path such as /old/"
      : e == ERR_GONE                ? "is gone (410)"
                                     : "leads nowhere (404)");
  u->run->report(u->run->context, IMPORT_ERROR, u->file, line, message ? message : "");
  return OK;
}

static void import_old_urls_on_start(
    void *context, const char *name, const char **attributes) {
  struct import_old_urls *u = context;
  const char *colon = strrchr(name, ':');
  (void)attributes;
  u->in_loc = strcmp(colon ? colon + 1 : name, "loc") == 0 &&
              /* The addresses of pictures are no pages. */
              strncmp(name, "image:", 6) != 0;
  buf_clear(&u->loc);
}

static void import_old_urls_on_text(void *context, const char *text, int n) {
  struct import_old_urls *u = context;
  if (u->in_loc)
    buf_add(&u->loc, text, (size_t)n);
}

static void import_old_urls_on_end(void *context, const char *name) {
  struct import_old_urls *u = context;
  (void)name;
  if (!u->in_loc || u->e)
    return;
  u->in_loc = false;
  /* Sitemaps are indented by hand and by programs. */
  const char *begin = buf_text(&u->loc);
  begin += strspn(begin, " \t\r\n");
  char *address = arena_strndup(u->run->arena, begin, strcspn(begin, " \t\r\n"));
  u->e = !address || buf_status(&u->loc)
             ? ERR_NOMEM
             : import_old_urls_check(u, address, xml_position_line(u->parser));
}

static enum err import_old_urls_read_sitemap(
    struct import_old_urls *u, const struct buf *text) {
  u->parser = XML_ParserCreate(NULL);
  if (!u->parser)
    return ERR_NOMEM;
  XML_SetUserData(u->parser, u);
  XML_SetElementHandler(u->parser, import_old_urls_on_start, import_old_urls_on_end);
  XML_SetCharacterDataHandler(u->parser, import_old_urls_on_text);
  enum XML_Status status = XML_Parse(u->parser, text->data, (int)text->len, 1);
  if (status != XML_STATUS_OK && !u->e)
    u->run->report(u->run->context, IMPORT_FAILED, u->file,
        xml_position_line(u->parser), XML_ErrorString(XML_GetErrorCode(u->parser)));
  XML_ParserFree(u->parser);
  buf_free(&u->loc);
  return u->e;
}

static enum err import_old_urls_read_lines(struct import_old_urls *u, char *text) {
  enum err e = OK;
  for (int line = 1; !e && *text; line++) {
    size_t n = strcspn(text, "\n");
    char *next = text + n + (text[n] == '\n');
    text[n] = '\0';
    text += strspn(text, " \t\"");
    /* Of a table, the first column counts. */
    text[strcspn(text, " \t\r\",;")] = '\0';
    if (*text && *text != '#')
      e = import_old_urls_check(u, text, line);
    text = next;
  }
  return e;
}

static enum err import_old_urls_read(struct import_old_urls *u, struct buf *text) {
  const char *begin = buf_text(text);
  enum err e = db_read_begin(u->run->site->db);
  if (e)
    return e;
  if (begin[strspn(begin, "\xef\xbb\xbf \t\r\n")] == '<')
    e = import_old_urls_read_sitemap(u, text);
  else if (text->len)
    e = import_old_urls_read_lines(u, text->data);
  db_read_end(u->run->site->db);
  return e;
}

enum err import_old_urls(struct import_run *run, const char *file) {
  char why[FILE_WHY];
  struct buf text = {0};
  struct import_old_urls u = {
      .run = run, .file = file, .arena = arena_new(ADDRESS_MEMORY)};
  enum err e =
      u.arena ? file_read(file, FILE_FOLLOW, LIMIT_IMPORT_FILE, &text, why) : ERR_NOMEM;
  if (e && u.arena) {
    run->report(run->context, IMPORT_FAILED, file, 0, why);
    e = OK;
  } else if (!e) {
    e = import_old_urls_read(&u, &text);
    char *message = arena_printf(
        run->arena, "%zu of %zu old addresses lead somewhere", u.found, u.total);
    if (!e)
      run->report(run->context, IMPORT_NOTE, file, 0, message ? message : "");
  }
  buf_free(&text);
  arena_free(u.arena);
  return e;
}
