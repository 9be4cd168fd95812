/* Inside ops only: articles that are translations of each other. */
#ifndef OPS_CHECK_TRANSLATIONS_H
#define OPS_CHECK_TRANSLATIONS_H

#include "base/err.h"
#include "site/core/site.h"

/* Reports names of translations that lead to no article or to several, articles of one
 * language that are translations of each other, and groups that are not what the names
 * say. An error of `tell` ends the check and is returned. */
typedef enum err check_translations_tell(void *context, const char *finding);
enum err check_translations(
    struct site *site, check_translations_tell *tell, void *context) MUST_USE;

#endif
