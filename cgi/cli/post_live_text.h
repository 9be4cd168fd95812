/* Inside cli only: the text of an update of a live post. */
#ifndef CLI_POST_LIVE_TEXT_H
#define CLI_POST_LIVE_TEXT_H

#include <stdbool.h>
#include <stdint.h>

#include <jansson.h>

#include "base/buf.h"
#include "cli/command/command_line.h"
#include "cli/command/editor.h"
#include "site/publish/live_write.h"

/* One call of the command. The caller frees `text` and `was`. */
struct post_live {
  const struct command_line *line;
  int64_t id, number; /* of the post and the update */
  const char *title, *date;
  struct buf text;           /* as it was written */
  bool has_text;             /* else it stays */
  char *was;                 /* the text when the editor began; on the heap */
  char file[EDITOR_FILE];    /* "": no editor was used */
  struct live_change change; /* of the state */
  json_t *rows;              /* of the list */
};

/* Gets the text from `given`, the argument for it, where "-" is standard input; from
 * --file; or, if `given` is NULL, from the editor, unless only the title or the date of
 * an existing update changes. Returns the exit code, after complaining. */
int post_live_text(struct post_live *p, const char *given, bool is_new);

#endif
