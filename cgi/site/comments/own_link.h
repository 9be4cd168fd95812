/* Links by which the sender of a comment changes or withdraws it, for a few minutes
 * (setting edit_minutes). Having the link is the only proof. */
#ifndef SITE_COMMENTS_OWN_LINK_H
#define SITE_COMMENTS_OWN_LINK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/model/article.h"
#include "db/model/comment_row.h"
#include "site/core/site.h"

/* The path of the form to which the links lead. */
#define OWN_LINK_PATH "/comment/edit/"

/* The purpose for which the tokens in links to held comments are signed. */
#define OWN_LINK_HELD_PURPOSE "held"

/* When the time of a comment is over; 0 if it cannot be changed by its sender at all:
 * one that was imported, or by the article's author. */
int64_t own_link_until(const struct site *site, const struct comment *c);

/* Whether it may be changed at `now`. False as well if it seems to be from the future:
 * then the clock was set back, and the time would last for longer than it should. */
bool own_link_is_open(const struct site *site, const struct comment *c, int64_t now);

/* The token of such a comment, valid until own_link_until, in the arena; NULL when out
 * of memory. Only its sender may get it. */
const char *own_link_token(
    const struct site *site, struct arena *a, const struct comment *c);

/* The absolute URL of the form for a mail to the sender of `c`, in the arena. "" if its
 * time is over at `now`; NULL when out of memory. */
const char *own_link(
    const struct site *site, struct arena *a, const struct comment *c, int64_t now);

/* The comment of a token. ERR_GONE, also with *id, if its time is over; ERR_SYNTAX if
 * it is NULL or not genuine. */
enum err own_link_check(
    const struct site *site, const char *token, int64_t now, int64_t *id) MUST_USE;

/* Stores in *out where its sender sees the comment: the address that shows it to
 * everybody, with a token for as long as it can be changed; or, if it is held or spam,
 * the private one, with `known` (comment_known.h; NULL: none). ERR_NOMEM, errors of the
 * database. */
enum err own_link_location(struct site *site, struct arena *a,
    const struct article *article, const struct comment *c, const char *known,
    int64_t now, const char **out) MUST_USE;

/* The same for a comment on the page at `path`, encoded. ERR_NOMEM. */
enum err own_link_location_at(struct site *site, struct arena *a, const char *path,
    const struct comment *c, const char *known, int64_t now, const char **out) MUST_USE;

#endif
