/* Blocking words and URLs in site.ini, and taking that back. */
#ifndef CLI_MODERATION_BLOCK_H
#define CLI_MODERATION_BLOCK_H

#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

/* Adds `entry` to the setting of that name, a list separated by commas, and lets a
 * running service know. ERR_EXISTS if the list has it, ERR_INVALID for an empty one;
 * otherwise the errors of settings_editor_set. Always with a sentence in `why`. */
enum err block_add(const char *dir, const char *setting, const char *entry, char *why,
    size_t why_size) MUST_USE;

/* Removes it again. ERR_NOT_FOUND if the list does not have it. */
enum err block_remove(const char *dir, const char *setting, const char *entry,
    char *why, size_t why_size) MUST_USE;

/* The word of a text that one would block most likely, outside of links: the first of
 * `words` (of a verdict; may be NULL) with at least 95 per cent, or else the longest
 * one. In the arena; "" if there is none, NULL when out of memory. */
const char *block_propose_word(struct arena *a, const char *text, const char *words);

#endif
