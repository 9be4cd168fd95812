/* The one way to write: every change of the web, the command and the keeper goes
 * through gate_write, which numbers it and notes what pages depend on. */
#ifndef STORE_GATE_H
#define STORE_GATE_H

#include <stdint.h>

#include "base/err.h"
#include "store/store.h"

/* Makes changes inside the transaction. What it returns decides: OK commits, anything
 * else rolls all of it back. */
typedef enum err gate_change(struct store *s, void *context);

/* Runs `change` in one immediate transaction: the change counter is raised first, the
 * keys it touches take its number, and it is on the disk when this returns OK. Returns
 * what `change` returned, or ERR_BUSY, ERR_FULL, ERR_IO of the transaction. */
enum err gate_write(struct store *s, gate_change *change, void *context) MUST_USE;

/* Notes, inside a change, that what `kind` and `id` name is different now. */
enum gate_key { GATE_ARTICLE, GATE_LISTING, GATE_MENU, GATE_SITE };
enum err gate_touch(struct store *s, enum gate_key kind, int64_t id) MUST_USE;

/* The number of the last change of a key; 0 where it never changed. `id` counts for
 * articles and listings only. */
enum err gate_revision(
    struct store *s, enum gate_key kind, int64_t id, int64_t *out) MUST_USE;

#endif
