#include "cli/work.h"

#include <stdio.h>
#include <sysexits.h>

#include "cli/exit.h"
#include "site/site_open.h"

enum { MEMORY = 512 << 20 };

int work_read(const struct command_line *line, const char *noun, int64_t id,
    work_reader *read, void *context) {
  int code = 0;
  struct site *site = command_open(line, COMMAND_READS, &code);
  if (!site)
    return code;
  struct arena *a = arena_new(MEMORY);
  enum err e = a ? db_read_begin(site->db) : ERR_NOMEM;
  if (!e) {
    e = read(site, a, context);
    db_read_end(site->db);
  }
  if (e && noun)
    command_complain("%s %lld: %s", noun, (long long)id, err_text(e));
  else if (e)
    command_complain("%s", err_text(e));
  arena_free(a);
  site_close(site);
  return exit_of(e);
}

int work_each(const struct command_line *line, const char *noun, const char *done,
    work_act *act, const void *context) {
  int code = 0;
  struct site *site = command_open(line, COMMAND_WRITES, &code);
  if (!site)
    return code;
  for (size_t i = 0; i < line->count; i++) {
    int64_t id;
    char why[WORK_WHY] = "";
    if (!command_id(line->arguments[i], &id)) {
      code = EX_USAGE;
      continue;
    }
    struct arena *a = arena_new(MEMORY);
    enum err e = a ? act(site, a, id, context, why) : ERR_NOMEM;
    if (!e) {
      printf("%s %s %lld.\n", done, noun, (long long)id);
    } else {
      command_complain("%s %lld: %s", noun, (long long)id, *why ? why : err_text(e));
      code = exit_of(e);
    }
    arena_free(a);
  }
  site_close(site);
  return code;
}
