/* An option as the table of commands writes it: "dry-run", "post=ID", "type=post|page".
 */
#ifndef CLI_COMMAND_OPTION_H
#define CLI_COMMAND_OPTION_H

#include <stdbool.h>
#include <stddef.h>

/* Bytes of its name. */
size_t option_name(const char *option);

/* What it wants, "ID"; NULL where it takes no value. */
const char *option_value(const char *option);

/* True where the value is one of the words that option_value has, with "|" between. */
bool option_has_words(const char *option);

/* True where a value or an argument is the name of a file or folder. */
bool option_is_file(const char *value);

#endif
