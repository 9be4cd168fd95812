/* Names of backups in a folder, and which of them are kept. */
#ifndef OPS_BACKUP_ROTATE_H
#define OPS_BACKUP_ROTATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/crypt.h"
#include "base/err.h"

enum { BACKUP_SERIES_NAME = 64, BACKUP_SERIES_ID = 9 }; /* with the NUL */

/* The backups of one site, which may share a folder with those of others: their names
 * begin with both members. */
struct backup_series {
  char name[BACKUP_SERIES_NAME]; /* of the site directory: letters, digits, "-_." */
  char id[BACKUP_SERIES_ID];     /* hexadecimal; differs if the directory does */
};

/* The series of the site in the directory `dir`; `secret` is that of the site. */
void backup_rotate_series(
    const char *dir, const uint8_t secret[CRYPT_KEY], struct backup_series *out);

/* What is kept: the newest `last`, and the newest of each of the last so many days,
 * weeks (from Monday) and months that have one, by UTC. All 0: everything. */
struct backup_keep {
  int last, daily, weekly, monthly;
};

/* Writes "FOLDER/NAME-ID-20261130T230512Z.tar.zst", with ".age" after it if the backup
 * is encrypted. ERR_INVALID if that is too long. */
enum err backup_rotate_name(const char *folder, const struct backup_series *series,
    bool encrypted, int64_t now, char *out, size_t size) MUST_USE;

/* Deletes the backups of the series in `folder` that need not be kept; *removed is how
 * many. `made` is the path of the newest one, which is always kept, as are those with a
 * later time in their names. Former versions left out "-ID": such names belong to the
 * series too, unless another site of this name has backups in the folder. Touches
 * nothing that does not have such a name. ERR_IO, ERR_OWNER, with a sentence in `why`.
 */
enum err backup_rotate(const char *folder, const struct backup_series *series,
    const char *made, const struct backup_keep *keep, int *removed, char *why,
    size_t why_size) MUST_USE;

#endif
