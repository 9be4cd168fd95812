/* What authors change in published articles without telling readers. The text before
 * the first such change is kept until a correction tells them (db/model/correction.h);
 * corrections of typing errors need none. */
#ifndef SITE_PUBLISH_CORRECT_EDIT_H
#define SITE_PUBLISH_CORRECT_EDIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "site/core/site.h"
#include "site/publish/article_input.h"

/* Judges the change that saving `in`, whose HTML is final, would make to a published
 * article. If the input has a correction that readers do not know yet, that tells them
 * about the change: the correction gets what is changed, unless it says so itself, and
 * in->tells is set. Otherwise, if the change goes beyond typing errors, in->known
 * becomes the text before it, and *words the number of words that change; 0 if they
 * cannot be counted, as diff is missing or the text is too long. If the author is about
 * to tell readers (`told`), it does for a typing error, too. ERR_NOMEM, errors of
 * the database. */
enum err correct_edit_judge(struct site *site, struct arena *a,
    struct article_input *in, bool told, size_t *words) MUST_USE;

/* What was changed in an article since readers were last told, as
 * site/core/change_text.h says; "" if nothing is kept, or nothing can be compared. */
enum err correct_edit_changes(
    struct site *site, struct arena *a, int64_t article, const char **out) MUST_USE;

#endif
