#include "cli/post_filter.h"

#include <string.h>
#include <strings.h>

#include "cli/command/argument.h"
#include "cli/output/complain.h"
#include "db/model/term.h"

bool post_filter_read(const struct command_line *line, struct post_filter *out) {
  enum article_type type;
  enum article_status status;
  const char *wanted_type = command_line_value(line, "type");
  const char *wanted = argument_status(command_line_value(line, "status"), "draft");
  bool any = argument_is_any(wanted);
  /* Checked here, and not by the table of options, whose "a|b" is only for help and
   * completion. */
  if (wanted_type && !article_type_find(wanted_type, &type)) {
    complain("unknown type \"%s\": use post or page", wanted_type);
    return false;
  }
  if (!any && !article_status_find(wanted, &status)) {
    complain("unknown status \"%s\": use publish, draft, future, private,"
             " withdrawn or any",
        wanted);
    return false;
  }
  /* -1, because 0 is the first type and the first status. */
  out->kinds.type = wanted_type ? (int)type : -1;
  out->kinds.status = any ? -1 : (int)status;
  out->author = command_line_value(line, "author");
  out->category = command_line_value(line, "category");
  out->tag = command_line_value(line, "tag");
  return true;
}

/* Slugs of categories are paths, so "harbour" also stands for "harbour/boats". */
static bool post_filter_is_term(const struct term *t, const char *wanted) {
  size_t n = strlen(wanted);
  /* strcasecmp folds the case of ASCII letters only. Names in other scripts have to be
   * written as they are. */
  return strcasecmp(t->name, wanted) == 0 ||
         (strncasecmp(t->slug, wanted, n) == 0 && (!t->slug[n] || t->slug[n] == '/'));
}

static enum err post_filter_has_term(struct site *site, struct arena *a,
    enum term_kind kind, int64_t id, const char *wanted, bool *fits) {
  struct term *terms = NULL;
  size_t count = 0;
  /* An article that another filter has excluded needs no query for its terms. */
  if (!wanted || !*fits)
    return OK;
  enum err e = term_of_article(site->db, a, kind, id, &terms, &count);
  bool has = false;
  for (size_t i = 0; !e && i < count; i++)
    has = has || post_filter_is_term(&terms[i], wanted);
  *fits = has;
  return e;
}

enum err post_filter_fits(struct site *site, struct arena *a,
    const struct post_filter *f, const struct article *r, bool *fits) {
  /* -1 is any. A search has no filter of its own, so the kinds are compared as well. */
  *fits = (f->kinds.type < 0 || f->kinds.type == (int)r->type) &&
          (f->kinds.status < 0 || f->kinds.status == (int)r->status) &&
          (!f->author || strcasecmp(r->author, f->author) == 0 ||
              strcasecmp(r->author_slug, f->author) == 0);
  enum err e = post_filter_has_term(site, a, TERM_CATEGORY, r->id, f->category, fits);
  return e ? e : post_filter_has_term(site, a, TERM_TAG, r->id, f->tag, fits);
}
