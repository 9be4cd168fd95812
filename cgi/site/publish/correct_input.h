/* Inside site/publish only: saves the corrections that come with an article. */
#ifndef SITE_PUBLISH_CORRECT_INPUT_H
#define SITE_PUBLISH_CORRECT_INPUT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/model/correction.h"
#include "site/core/site.h"
#include "site/publish/article_input.h"

/* The time of the newest correction of an input, but not of one in the future; 0 if it
 * has none. */
int64_t correct_input_newest(const struct article_input *in);

/* True if an article has that correction of an input already. */
bool correct_input_is(
    const struct article_correction *new, const struct correction *old);

/* Makes the corrections of an article those of the input, inside txn_write: new ones
 * are added; those that came from a file and are no longer in it are removed, and from
 * a text that an author has seen (in->was) all that are missing. An input that says
 * nothing about corrections changes none. */
enum err correct_input_save(struct site *site, struct arena *a,
    const struct article_input *in, int64_t id) MUST_USE;

#endif
