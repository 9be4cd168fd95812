/* An export of gigabytes must be imported in the memory of one item, but nothing in it
 * is in a useful order: a page may precede its parent, and a gallery the pictures it
 * names. So the file is read several times as a stream. The first reading only fills
 * tables of what must be known in advance, and finds out whether the file is
 * well-formed, before anything is saved. Each following one imports the pages of one
 * depth, parents before children. */
#include "import/wordpress/import_wxr.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "import/common/import_batch.h"
#include "import/common/import_charset.h"
#include "import/common/import_format.h"
#include "import/common/import_report.h"
#include "import/common/import_work.h"
#include "import/files/import_media.h"
#include "import/wordpress/import_wxr_internal.h"
#include "import/wordpress/import_wxr_item.h"
#include "import/wordpress/import_wxr_left.h"
#include "import/wordpress/import_wxr_link.h"
#include "markup/html/html_plain.h"

enum { TABLES_MEMORY = 1 << 30 };

/* The name of the item in reports. */
static enum err import_wxr_name(struct import_work *w, const struct wxr_item *item) {
  enum err e = html_plain(w->arena, item->title, &w->title);
  if (!e && *w->title)
    return OK;
  /* Items without a title, such as attachments, still need a name that can be found in
   * the export. */
  w->title = arena_printf(w->arena, "%s %s", item->type, item->id);
  return w->title ? OK : ERR_NOMEM;
}

/* Imports a file of the media library, whether or not an article shows it. */
static void import_wxr_take_attachment(
    struct import_wxr *x, struct import_work *w, const struct wxr_item *item) {
  struct import_wxr_links links = {.wxr = x, .work = w};
  if (!w->file->root) {
    import_wxr_left_add(x, item->line,
        "files of the media library: give their folder with"
        " --source-dir");
    return;
  }
  import_wxr_link(
      &links, *item->attachment_url ? item->attachment_url : item->guid, true);
  if (!import_media_copy(w, true))
    import_report_notes(w);
}

/* Processes an item on this reading. */
static enum err import_wxr_take(
    struct import_wxr *x, struct import_work *w, const struct wxr_item *item) {
  const char *parent;
  bool page = strcmp(item->type, "page") == 0;
  int depth =
      page ? wxr_tables_page_depth(x->tables, strtoll(item->id, NULL, 10), &parent) : 0;
  /* Each reading takes the pages of one depth, so that parents exist before their
   * children. All other items have depth 0, and the last reading for links takes every
   * item. */
  if (depth != x->depth && !x->run->again)
    return OK;
  if (page || strcmp(item->type, "post") == 0)
    return import_wxr_item(x, w, item);
  if (strcmp(item->type, "wp_block") == 0)
    return OK; /* it is inserted where posts refer to it */
  if (strcmp(item->type, "attachment") != 0)
    import_wxr_left_add(x, item->line, "items of the type \"%.40s\"", item->type);
  else if (!x->run->again)
    import_wxr_take_attachment(x, w, item);
  return OK;
}

static enum err import_wxr_on_item(
    void *context, const struct wxr_item *item, struct arena *a) {
  struct import_wxr *x = context;
  /* The work must have room in the batch before it takes over the arena of the item. */
  enum err e = import_batch_room(x->run);
  struct import_work *w = e ? NULL : arena_alloc(a, sizeof *w);
  if (!w) {
    arena_free(a);
    return e ? e : ERR_NOMEM;
  }
  *w = (struct import_work){.run = x->run,
      .arena = a,
      .file = x->file,
      .line = x->file->is_converted ? 0 : item->line};
  e = import_wxr_name(w, item);
  if (!e)
    e = import_wxr_take(x, w, item);
  if (e && !import_report_is_fatal(e))
    import_report_failure(
        w, NULL, 0, arena_printf(a, "\"%s\": %s", w->title, import_report_reason(e)));
  import_work_free(w);
  return import_report_is_fatal(e) ? e : OK;
}

/* Reads the file once for the pages at that depth. */
static enum err import_wxr_read_depth(struct import_wxr *x, int fd, int depth) {
  struct parse_problem problem = {0};
  const struct wxr_visitor visitor = {.context = x, .item = import_wxr_on_item};
  x->depth = depth;
  enum err e = lseek(fd, 0, SEEK_SET) == 0 ? wxr_read(fd, &visitor, &problem) : ERR_IO;
  /* Parents must be saved before the pages of the next depth are read. */
  enum err last = import_batch_flush(x->run);
  if (e && problem.message[0]) {
    /* The first reading found it well-formed, so it has changed in the meantime. */
    x->run->report(x->run->context, IMPORT_FAILED, import_report_name(x->file),
        problem.line, problem.message);
    return last;
  }
  return e ? e : last;
}

static enum err import_wxr_read_all(struct import_wxr *x, int fd) {
  enum err e = OK;
  for (int depth = 0; !e && depth <= wxr_tables_deepest(x->tables); depth++)
    e = import_wxr_read_depth(x, fd, depth);
  /* Nothing saved means that no permalink is new, so that unresolved links stay
   * unresolved. */
  if (e || !x->unresolved || !x->run->changed)
    return e;
  /* Once more, for links to items that came later. */
  x->run->again = true;
  e = import_wxr_read_depth(x, fd, 0);
  x->run->again = false;
  return e;
}

static enum err import_text(struct import_run *run, struct import_file *f, int fd) {
  struct parse_problem problem = {0};
  struct wxr_tables *tables = NULL;
  struct arena *a = arena_new(TABLES_MEMORY);
  struct import_wxr x = {.run = run, .file = f};
  /* In the arena of the run, unlike the tables: pruning compares the GUIDs of all files
   * at its end. */
  struct wxr_guids *guids = arena_alloc(run->arena, sizeof *guids);
  enum err e = a && guids ? OK : ERR_NOMEM;
  if (!e) {
    *guids = (struct wxr_guids){.next = run->exports, .arena = run->arena};
    e = wxr_tables_read(a, guids, fd, &tables, &problem);
  }
  /* The first reading checks the whole file, so that a damaged export imports nothing.
   * */
  if (e) {
    import_report_file(run, f, e, &problem);
    arena_free(a);
    return OK;
  }
  x.tables = tables;
  if (wxr_tables_replaced(tables))
    run->report(run->context, IMPORT_WARNING, import_report_name(f), 0,
        "contains control characters, which are replaced by spaces");
  /* Only an export that was read completely counts for pruning. */
  if (!f->is_converted)
    run->exports = guids;
  run->report(run->context, IMPORT_FOUND, import_report_name(f),
      (int)wxr_tables_count(tables), "");
  e = import_wxr_read_all(&x, fd);
  import_wxr_left_report(&x);
  arena_free(a);
  return e;
}

/* Converts the file to UTF-8 in an unnamed file, which the caller closes. Invalid bytes
 * are reported, and ERR_SYNTAX is returned. */
static enum err import_wxr_convert(
    struct import_run *run, const struct import_file *f, int fd, int *out) {
  const char *charset = run->options->charset;
  int64_t offset = 0;
  *out = import_format_temporary();
  enum err e =
      *out < 0 ? err_of_errno(errno) : import_charset_copy(fd, *out, charset, &offset);
  if (e != ERR_SYNTAX)
    return e;
  char *why = arena_printf(
      run->arena, "is not in %s at offset %lld", charset, (long long)offset);
  run->report(run->context, IMPORT_FAILED, import_report_name(f), 0,
      why ? why : "is in another encoding");
  return e;
}

enum err import_wxr(struct import_run *run, struct import_file *f, int fd) {
  int text = -1;
  if (!run->options->charset || f->is_converted)
    return import_text(run, f, fd);
  enum err e = import_wxr_convert(run, f, fd, &text);
  if (!e)
    e = import_text(run, f, text);
  if (text >= 0)
    close(text);
  /* This error has been reported, and the run continues with the other files. */
  return e == ERR_SYNTAX ? OK : e;
}
