/* Inside import only: JSON documents of other programs. */
#ifndef IMPORT_COMMON_IMPORT_JSON_H
#define IMPORT_COMMON_IMPORT_JSON_H

#include <stdio.h>

#include <jansson.h>

/* Opens the file `fd` again for reading from its beginning; the caller closes the
 * stream. NULL on an error. */
FILE *import_json_open(int fd);

/* Reads the whole file `fd` as one document, which the caller releases. NULL with
 * *error if it is not one. */
json_t *import_json_load(int fd, json_error_t *error);

/* The text of a key, which lives as long as `object`; "" if there is none. */
const char *import_json_text(const json_t *object, const char *key);

#endif
