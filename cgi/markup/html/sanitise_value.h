/* Inside markup/html only: checks of attribute values that have a form of their own. */
#ifndef MARKUP_HTML_SANITISE_VALUE_H
#define MARKUP_HTML_SANITISE_VALUE_H

#include <stdbool.h>

/* A number of at most five digits. */
bool sanitise_value_is_number(const char *s);

/* A list of lines and ranges of lines, such as "2,5-7". */
bool sanitise_value_is_ranges(const char *s);

/* A date or time as <time> takes it. */
bool sanitise_value_is_time(const char *s);

#endif
