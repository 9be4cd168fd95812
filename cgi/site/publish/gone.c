#include "site/publish/gone.h"

#include "db/model/path.h"
#include "site/core/permalink.h"
#include "site/publish/article_check.h"

/* The rules are those of an alias, because a path that the site itself answers can
 * never be gone. */
enum err gone_add(struct site *site, struct arena *a, const char *path, int line,
    enum gone_result *out, struct parse_problem *problem) {
  struct path found;
  enum err e = article_check_alias(a, path, line, problem);
  char *normal = e ? NULL : permalink_normalise(a, path);
  if (!normal)
    return e ? e : ERR_NOMEM;
  e = path_find(site->db, normal, &found);
  if (!e)
    *out = found.kind == PATH_GONE ? GONE_KNOWN : GONE_TAKEN;
  if (e != ERR_NOT_FOUND)
    return e;
  e = path_set_gone(site->db, normal);
  if (!e)
    *out = GONE_ADDED;
  return e;
}
