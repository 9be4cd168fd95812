/* Inside picture only: what this process may use, whatever the picture makes the
 * libraries do. */
#ifndef PICTURE_PICTURE_LIMITS_H
#define PICTURE_PICTURE_LIMITS_H

#include <stdbool.h>

/* Run by root, the process becomes the owner of the site, to whom `folder`, or else the
 * folder that it will be in, belongs. False with errno set. */
bool picture_limits_become_owner(const char *folder);

/* Limits memory, processor time, the size of files and their number, for good. False
 * with errno set. */
bool picture_limits_set(void);

/* Enters a sandbox in which only libraries and fonts can be read, and only `folder` or,
 * if there is none yet, the one that it will be in can be changed; NULL: none. On a
 * kernel that cannot do that, the other limits are all there is. */
void picture_limits_confine(const char *folder);

#endif
