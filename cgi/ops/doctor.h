/* What a person would be asked about when a blog does not work, asked by the program
 * itself. Rests on libcurl: it asks for the blog's own pages. */
#ifndef OPS_DOCTOR_H
#define OPS_DOCTOR_H

#include "base/err.h"

/* A note is what cannot be seen from here, or need not be mended. */
enum doctor_level { DOCTOR_OK, DOCTOR_NOTE, DOCTOR_WARNING, DOCTOR_ERROR };

/* Gets each finding: what it is about in a word or two, a sentence, and what mends it
 * ("" where nothing needs to), each without a full stop and living until it returns. */
typedef void doctor_report(void *context, enum doctor_level level, const char *subject,
    const char *says, const char *mend);

/* Looks at the site in `dir`, and changes nothing. */
void doctor_look(const char *dir, doctor_report *report, void *context);

#endif
