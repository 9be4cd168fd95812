/* Inside db/ only: PostgreSQL below db/statement.h. */
#ifndef DB_POSTGRES_POSTGRES_STATEMENT_H
#define DB_POSTGRES_POSTGRES_STATEMENT_H

#include <libpq-fe.h>

#include "db/engine.h"

extern const struct engine postgres_engine;

/* Whether db/statement_value.h can read values of the type that PostgreSQL has this
 * number for. */
bool postgres_can_read(Oid type);

#endif
