/* Submitting a comment: what a reader may send, and what becomes of it. */
#ifndef SITE_COMMENTS_COMMENT_SUBMIT_H
#define SITE_COMMENTS_COMMENT_SUBMIT_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "site/comments/comment_submission.h"
#include "site/core/site.h"

/* The token for a form that is made at `now` for one reader, in the arena; NULL when
 * out of memory, which does not matter. */
const char *comment_submit_form_made(
    const struct site *site, struct arena *a, int64_t now);

/* Checks a comment and stores it durably. Strings of *out live in the arena.
 * ERR_NOT_FOUND: there is no such public article; ERR_CLOSED: it accepts no comments;
 * ERR_INVALID: fields have faults; ERR_EXISTS: the same comment was submitted before;
 * ERR_TOO_QUICK: the network, the article or the site has had too many, for
 * out->retry_after seconds; and the errors of txn_write. */
enum err comment_submit(struct site *site, struct arena *a,
    const struct comment_submission *s, struct comment_outcome *out) MUST_USE;

/* A comment for which the server has no time at the moment: sets the fields of *out as
 * for an error, to show the form again, without the database. ERR_NOMEM. */
enum err comment_submit_put_off(struct site *site, struct arena *a,
    const struct comment_submission *s, struct comment_outcome *out) MUST_USE;

/* ---- The same in three steps, for comments that are stored together ---- */

struct comment_attempt;

/* Checks a comment, and prepares it for being stored. `s`, `out` and the arena have to
 * live until comment_submit_end. Errors as of comment_submit: then there is no attempt.
 */
enum err comment_submit_begin(struct site *site, struct arena *a,
    const struct comment_submission *s, struct comment_outcome *out,
    struct comment_attempt **attempt) MUST_USE;

/* Stores the comments in one transaction. Each is checked again, with those before it
 * stored, and has a result of its own, which comment_submit_end returns: a comment that
 * is refused takes none of the others with it. */
void comment_submit_store(
    struct site *site, struct comment_attempt *const *attempts, size_t count);

/* After comment_submit_store: its result. */
enum err comment_submit_result(const struct comment_attempt *attempt) MUST_USE;

/* The same: the status of a comment that was stored. */
enum comment_status comment_submit_status(const struct comment_attempt *attempt);

/* After comment_submit_store: completes the outcome. Returns what comment_submit would.
 */
enum err comment_submit_end(struct comment_attempt *attempt) MUST_USE;

/* What a comment would look like: sets out->preview, and the fields as for an error.
 * Nothing is stored, and no rule is asked: nobody learns from it what is blocked.
 * Errors as of comment_submit; ERR_INVALID if there is no text, or the parent has gone.
 */
enum err comment_submit_preview(struct site *site, struct arena *a,
    const struct comment_submission *s, struct comment_outcome *out) MUST_USE;

#endif
