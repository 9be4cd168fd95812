/* What most verbs do: read something from the site, or do something to each id given.
 */
#ifndef CLI_WORK_H
#define CLI_WORK_H

#include <stdint.h>

#include "base/arena.h"
#include "cli/command/command.h"

/* Reads into `context`; all reads see one snapshot. What lives in `a` and in the site
 * is gone afterwards. */
typedef enum err work_reader(struct site *site, struct arena *a, void *context);

/* Opens the site and runs `read`. Where that fails, says so, of the `noun` ("post")
 * with that id where `noun` is not NULL. Returns the exit code. */
int work_read(const struct command_line *line, const char *noun, int64_t id,
    work_reader *read, void *context);

/* Does something to one thing; `why` has room for a sentence that says what is wrong.
 */
enum { WORK_WHY = 300 };
typedef enum err work_act(
    struct site *site, struct arena *a, int64_t id, const void *context, char *why);

/* Opens the site and does that to every id of the arguments; one that fails does not
 * stop the rest. Says for each what was `done` ("Published post 7.") or why not.
 * Returns the exit code, that of the last failure. */
int work_each(const struct command_line *line, const char *noun, const char *done,
    work_act *act, const void *context);

#endif
