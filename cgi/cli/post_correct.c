#include "cli/post_correct.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "cli/command/argument.h"
#include "cli/command/command_site.h"
#include "cli/command/exit_code.h"
#include "cli/output/complain.h"
#include "cli/output/print.h"
#include "cli/post_text.h"
#include "db/model/article.h"
#include "db/model/correction.h"
#include "site/publish/correct.h"

/* For the new text of a post. */
enum { POST_CORRECT_MEMORY = 64 << 20 };

struct post_correct_list {
  int64_t id;
  json_t *rows;
};

static enum err post_correct_read(struct site *site, struct arena *a, void *context) {
  struct post_correct_list *l = context;
  struct correction *list = NULL;
  struct article r;
  size_t count = 0;
  enum err e = article_by_id(site->db, a, l->id, &r);
  if (!e)
    e = correction_of_article(site->db, a, l->id, &list, &count);
  if (e || !(l->rows = json_array()))
    return e ? e : ERR_NOMEM;
  for (size_t i = 0; !e && i < count; i++) {
    json_t *row = json_pack("{s:I, s:o, s:s}", "id", (json_int_t)list[i].id, "date",
        print_time(list[i].at), "note", list[i].note);
    e = row && json_array_append_new(l->rows, row) == 0 ? OK : ERR_NOMEM;
  }
  return e;
}

static int post_correct_show(const struct command_line *line) {
  enum print_format format;
  struct post_correct_list l = {0, NULL};
  if (!print_format(command_line_value(line, "format"), PRINT_LIST, &format))
    return EX_USAGE;
  int code = command_site_read(line,
      (struct command_site_object){"post", line->arguments[0], &l.id},
      post_correct_read, &l);
  if (!code)
    /* It takes over a reference: the rows are released below after an error, too. */
    code = print_rows(json_incref(l.rows), format);
  json_decref(l.rows);
  return code;
}

/* The new text of the post, and what readers are told about it. */
struct post_correct {
  struct compose text; /* .text NULL: it stays as it is */
  const char *file;
  struct correct_order order;
};

/* Saves the new text. `why` names the line that is at fault. */
static enum err post_correct_save(struct site *site, struct arena *a,
    const struct post_correct *p, int64_t id, char *why) {
  struct parse_problem problem = {0};
  struct compose ask = p->text;
  ask.id = id;
  ask.corrects = true;
  ask.command = "post correct";
  enum err e =
      compose_save(site, a, &ask, post_text_note, (void *)p->file, &id, &problem);
  if (e && problem.line)
    snprintf(
        why, COMMAND_SITE_WHY, "%s:%d: %s", p->file, problem.line, problem.message);
  else if (e)
    snprintf(why, COMMAND_SITE_WHY, "%s", problem.message);
  return e;
}

static enum err post_correct_add(
    struct site *site, struct arena *a, int64_t id, const void *context, char *why) {
  const struct post_correct *p = context;
  struct correct_order order = p->order;
  const char *fault = correct_note_fault(order.note);
  order.article = id;
  if (fault) {
    snprintf(why, COMMAND_SITE_WHY, "%s", fault);
    return ERR_INVALID;
  }
  struct article r;
  enum err e = article_by_id(site->db, a, id, &r);
  if (e)
    return e;
  /* Before its text is changed: afterwards, correct_add would refuse it. */
  if (r.status != ARTICLE_PUBLISH) {
    snprintf(why, COMMAND_SITE_WHY, "%s", correct_unpublished);
    return ERR_INVALID;
  }
  if (p->text.text)
    e = post_correct_save(site, a, p, id, why);
  return e ? e : correct_add(site, a, &order, why, COMMAND_SITE_WHY);
}

/* Tells readers about the post, after reading its new text, if there is one. */
static int post_correct_tell(const struct command_line *line, const char *note) {
  struct command_line ids = *line;
  struct post_correct p = {
      .order = {.note = note, .hides = command_line_flag(line, "no-diff")}};
  struct arena *a = arena_new(POST_CORRECT_MEMORY);
  int code = 0;
  if (!a) {
    complain("%s", err_text(ERR_NOMEM));
    return EX_OSERR;
  }
  if (line->count > 1) {
    p.file = line->arguments[--ids.count];
    code = post_text_read(a, p.file, &p.text);
  }
  if (!code)
    code = command_site_each(&ids, "post", "Corrected", post_correct_add, &p);
  arena_free(a);
  return code;
}

static enum err post_correct_remove(
    struct site *site, struct arena *a, int64_t id, const void *context, char *why) {
  const int64_t *correction = context;
  enum err e = correct_remove(site, a, id, *correction);
  if (e == ERR_NOT_FOUND)
    snprintf(why, COMMAND_SITE_WHY,
        "it has no correction %lld (\"pamphlet post correct %lld --list\" shows all)",
        (long long)*correction, (long long)id);
  return e;
}

int post_correct(const struct command_line *line) {
  const char *remove = command_line_value(line, "remove");
  const char *note = command_line_value(line, "note");
  bool lists = command_line_flag(line, "list");
  if ((note != NULL) + (remove != NULL) + lists != 1) {
    complain("give one of --note, --list and --remove");
    return EX_USAGE;
  }
  if (note)
    return post_correct_tell(line, note);
  if (line->count > 1) {
    complain("--list and --remove take no file");
    return EX_USAGE;
  }
  if (lists)
    return post_correct_show(line);
  int64_t id = 0;
  if (!argument_is_id(remove, &id)) {
    complain("--remove=%s: give the ID that --list shows", remove);
    return EX_USAGE;
  }
  return command_site_each(
      line, "post", "Removed a correction from", post_correct_remove, &id);
}
