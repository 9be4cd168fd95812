#include "db/postgres/postgres_connection.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "db/connection.h"
#include "db/postgres/postgres_roles.h"

/* Codes of errors (PostgreSQL's documentation, appendix A), or their first two
 * characters, which are the class. The first that fits counts. */
static const struct {
  const char *code;
  enum err e;
} postgres_codes[] = {
    {"08", ERR_UNREACHABLE},  /* the connection was lost */
    {"57P", ERR_UNREACHABLE}, /* the server is shutting down or starting */
    {"3D000", ERR_NOT_FOUND}, /* no such database */
    {"28", ERR_OWNER},        /* the server refuses the user */
    {"42501", ERR_DENIED},    /* insufficient privilege */
    {"23505", ERR_EXISTS},    /* UNIQUE */
    {"23503", ERR_EXISTS},    /* a foreign key: rows still refer to this one */
    {"25006", ERR_READ_ONLY}, /* a standby, or default_transaction_read_only */
    {"40", ERR_BUSY},         /* a deadlock or a conflict of snapshots */
    {"55P03", ERR_BUSY},      /* lock_timeout */
    {"57014", ERR_BUSY},      /* statement_timeout */
    {"53100", ERR_FULL},      /* disk full */
    {"53200", ERR_NOMEM},     /* out of memory */
    {"53", ERR_UNREACHABLE},  /* too many connections */
    {"58", ERR_IO},           /* the server's operating system */
    {"XX001", ERR_DAMAGED},   /* a damaged page */
    {"XX002", ERR_DAMAGED},   /* a damaged index */
    {"42", ERR_DAMAGED},      /* a statement that does not fit the schema */
};

bool postgres_is_address(const char *text) {
  return strncmp(text, "postgresql://", 13) == 0 ||
         strncmp(text, "postgres://", 11) == 0;
}

/* Messages are sentences of a line or more: the first line says what has happened. */
static void postgres_keep_message(struct db *s, const char *text) {
  static const char severity[] = "ERROR:  ";
  if (strncmp(text, severity, sizeof severity - 1) == 0)
    text += sizeof severity - 1;
  /* With an "@" that is not encoded, that has a part of the password. */
  if (strncmp(text, "could not translate host name", 29) == 0)
    text = "the name of the host is not known";
  else if (strncmp(text, "invalid ", 8) == 0 &&
           PQstatus(s->postgres->handle) != CONNECTION_OK)
    text = "this is not a valid address";
  snprintf(s->message, sizeof s->message, "%.*s", (int)strcspn(text, "\n"), text);
}

static enum err postgres_error_of_code(const char *code) {
  for (size_t i = 0; i < sizeof postgres_codes / sizeof postgres_codes[0]; i++)
    if (strncmp(code, postgres_codes[i].code, strlen(postgres_codes[i].code)) == 0)
      return postgres_codes[i].e;
  return ERR_INTERNAL;
}

enum err postgres_error(struct db *s, const PGresult *result) {
  const char *code = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
  PGconn *handle = s->postgres->handle;
  postgres_keep_message(
      s, result && code ? PQresultErrorMessage(result) : PQerrorMessage(handle));
  enum err e = code                                 ? postgres_error_of_code(code)
               : PQstatus(handle) == CONNECTION_BAD ? ERR_UNREACHABLE
                                                    : ERR_NOMEM;
  if (e != ERR_EXISTS)
    connection_log_failure(s, code ? code : "", s->message);
  return e;
}

enum err postgres_execute(struct db *s, const char *sql) {
  PGresult *result = PQexec(s->postgres->handle, sql);
  ExecStatusType status = PQresultStatus(result);
  enum err e = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK
                   ? OK
                   : postgres_error(s, result);
  PQclear(result);
  return e;
}

/* A notice, such as that of an upgrade that drops nothing, is for nobody. */
static void postgres_on_notice(void *context, const PGresult *result) {
  (void)context;
  (void)result;
}

/* While there is no primary, a standby answers readers. libpq goes through the hosts of
 * the address for each of the two. */
static PGconn *postgres_open(
    const char *address, const char *user, const char *wanted) {
  /* Read by the server before the first statement. Who waits for
   * the turn to write gives up when SQLite would. */
  static const char options[] =
      "-c search_path=public -c pamphlet.change=1 -c lock_timeout=2000"
      " -c client_min_messages=error";
  /* A server that is gone without a word is noticed, unless the address has other
   * numbers: these come before it. */
  const char *const names[] = {"keepalives_idle", "keepalives_interval",
      "keepalives_count", "tcp_user_timeout", "dbname", "user", "options",
      "client_encoding", "connect_timeout", "target_session_attrs",
      "fallback_application_name", NULL};
  const char *const values[] = {"5", "2", "2", "5000", address, user, options, "UTF8",
      "2", wanted, "pamphlet", NULL};
  return PQconnectdbParams(names, values, 1);
}

/* Opens a new session: on a server that accepts changes, or else on any. */
static enum err postgres_open_any(struct db *s, bool only_primary) {
  struct postgres *p = s->postgres;
  PGconn *handle = postgres_open(p->address, p->user, "read-write");
  p->tried = clock_monotonic();
  if (PQstatus(handle) != CONNECTION_OK && !only_primary) {
    PQfinish(handle);
    handle = postgres_open(p->address, p->user, "any");
  }
  if (!handle)
    return ERR_NOMEM;
  if (only_primary && PQstatus(handle) != CONNECTION_OK) {
    PQfinish(handle);
    return ERR_UNREACHABLE;
  }
  PQfinish(p->handle);
  p->handle = handle;
  p->session++;
  if (PQstatus(handle) != CONNECTION_OK)
    return postgres_error(s, NULL);
  PQsetNoticeReceiver(handle, postgres_on_notice, NULL);
  return OK;
}

enum err postgres_connect(struct db *s, const char *address) {
  s->postgres = calloc(1, sizeof *s->postgres);
  if (!s->postgres || !(s->postgres->address = strdup(address)))
    return ERR_NOMEM;
  enum err e =
      postgres_user(address, s->role, s->postgres->user, s->message, sizeof s->message);
  return e ? e : postgres_open_any(s, false);
}

void postgres_disconnect(struct db *s) {
  if (s->postgres) {
    PQfinish(s->postgres->handle);
    free(s->postgres->address);
  }
  free(s->postgres);
  s->postgres = NULL;
}

bool postgres_is_primary(const struct db *s) {
  const char *value = PQparameterStatus(s->postgres->handle, "in_hot_standby");
  return value && strcmp(value, "off") == 0;
}

/* Looking for a primary takes time if a machine does not answer at all. */
enum { LOOK_AGAIN = 2000000 };

enum err postgres_ensure(struct db *s) {
  struct postgres *p = s->postgres;
  bool is_open = PQstatus(p->handle) == CONNECTION_OK;
  if (p->in_transaction)
    return is_open ? OK : ERR_UNREACHABLE;
  if (!is_open)
    return postgres_open_any(s, false);
  if (postgres_is_primary(s) || clock_monotonic() < p->tried + LOOK_AGAIN)
    return OK;
  enum err e = postgres_open_any(s, true);
  return e == ERR_UNREACHABLE ? OK : e;
}
