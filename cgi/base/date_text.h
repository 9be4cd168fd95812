/* Dates as people and other programs write them. */
#ifndef BASE_DATE_TEXT_H
#define BASE_DATE_TEXT_H

#include <stdint.h>

#include "base/err.h"

/* Parses a date, with or without a time of day and a zone, in any form that is common
 * in the files of blogs: ISO 8601 ("2016-07-19T08:00:05Z", "20160719"), what the
 * default writers of Ruby, Go, Python and JavaScript produce ("2009-03-24 20:22:49
 * UTC", "2004-12-16 15:17:59.000000000 +00:00"), RFC 822 and 850, the `date` command
 * ("Fri Sep 3 11:21:31 CEST 2021"), names of months ("3 September 2021", "Sept. 3,
 * 2021"), and seconds or milliseconds since 1970. Fields may have fewer digits than
 * usual ("2013-05-1 8:00"). Names are English. Without a zone, or with an unknown
 * abbreviation of one, the time is that of the site's zone.
 *
 * Returns ERR_SYNTAX for any other text, including dates whose order is ambiguous
 * ("03/04/2021"), and ERR_INVALID for a date that does not exist. */
enum err date_text_read(const char *text, int64_t *out) MUST_USE;

#endif
