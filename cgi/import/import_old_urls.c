/* Nobody knows all rules by which an old site made its addresses, but most movers have
 * a list: its sitemap, the log of its server, or what a search engine's console
 * exports. Each address is looked up with the function that answers readers, so that
 * the report cannot differ from what they get. */
#include "import/import_old_urls.h"

#include <expat.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/limits.h"
#include "db/db.h"
#include "import/common/import_follow.h"
#include "markup/xml/xml_position.h"

enum { ADDRESS_MEMORY = 8 << 20 };

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

static enum err import_old_urls_check(
    struct import_old_urls *u, const char *address, int line) {
  arena_reset(u->arena);
  int64_t article;
  enum err e = import_follow(u->run->site, u->arena, address, &article);
  u->total++;
  if (!e) {
    u->found++;
    return OK;
  }
  if (e != ERR_NOT_FOUND && e != ERR_GONE)
    return e;
  char *message = arena_printf(u->arena, "%.300s %s", address,
      !import_follow_path(address) ? "is neither an address nor a path such as /old/"
      : e == ERR_GONE              ? "is gone (410)"
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
