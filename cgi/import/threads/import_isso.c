/* Isso keeps comments in Markdown, in one database for a site. The address of a thread
 * is that of its page, as the page was opened for the first time. */
#include "import/threads/import_isso.h"

#include <string.h>
#include <sys/stat.h>

#include "db/isso_file.h"
#include "import/threads/import_threads.h"
#include "markup/frontmatter/parse_problem.h"

enum { MODE_PUBLIC = 1, MODE_DELETED = 4 };

static enum err import_isso_visit(void *context, const struct isso_comment *from) {
  struct import_threads *t = context;
  struct arena *a = t->arena;
  struct import_thread_comment c = {.thread = arena_strdup(a, from->uri),
      .id = arena_printf(a, "%lld", (long long)from->id),
      .parent = from->parent ? arena_printf(a, "%lld", (long long)from->parent) : "",
      .author = arena_strdup(a, from->author),
      .email = arena_strdup(a, from->email),
      .url = arena_strdup(a, from->website),
      .text = arena_strdup(a, from->text),
      .date = from->created,
      /* Only what was shown to everybody is shown here. */
      .status = from->mode == MODE_PUBLIC ? COMMENT_APPROVE : COMMENT_HOLD,
      .render = comment_render_markdown,
      .is_deleted = from->mode == MODE_DELETED};
  return c.thread && c.id && c.parent && c.author && c.email && c.url && c.text
             ? import_threads_add_comment(t, &c)
             : ERR_NOMEM;
}

/* True if changes wait next to the database, which a server is writing, or left when it
 * crashed: without them, the file may be in the middle of a change. */
static bool import_isso_is_busy(struct import_run *run, const struct import_file *f) {
  static const char *const endings[] = {"-journal", "-wal"};
  struct stat st;
  for (size_t i = 0; f->path && i < sizeof endings / sizeof endings[0]; i++) {
    char *log = arena_printf(run->arena, "%s%s", f->path, endings[i]);
    if (log && stat(log, &st) == 0 && st.st_size > 0)
      return true;
  }
  return false;
}

enum err import_isso(struct import_run *run, struct import_file *f, int fd) {
  char why[ISSO_FILE_WHY] = "";
  struct parse_problem problem = {0};
  struct import_threads t;
  enum err e = import_threads_open(&t, run, f, "isso");
  t.keys_are_addresses = true;
  if (!e && import_isso_is_busy(run, f))
    e = parse_problem_set(&problem, 0,
        "has changes that are not in the file yet (next to it are -wal or -journal):"
        " start and stop Isso, and import it again");
  if (!e)
    e = isso_file_read(fd, import_isso_visit, &t, why);
  if (*why)
    (void)parse_problem_set(&problem, 0, "%s", why);
  return import_threads_finish(&t, e, &problem);
}
