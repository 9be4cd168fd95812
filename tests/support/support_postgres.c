#include "support_postgres.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "db/db.h"
#include "support.h"

bool support_has_postgres(void) {
  return getenv("PAMPHLET_TEST_POSTGRES") != NULL;
}

/* The directory of the server's socket, which is what follows "host=". */
static void support_postgres_host(char out[SUPPORT_ADDRESS]) {
  const char *file = getenv("PAMPHLET_TEST_POSTGRES");
  FILE *f = file ? fopen(file, "r") : NULL;
  if (!f || !fgets(out, SUPPORT_ADDRESS, f))
    fail_msg("no server of PostgreSQL: %s", file ? file : "$PAMPHLET_TEST_POSTGRES");
  fclose(f);
  out[strcspn(out, "\n")] = '\0';
  const char *host = strstr(out, "host=");
  assert_non_null(host);
  memmove(out, host + 5, strlen(host + 5) + 1);
}

static void support_postgres_run(const char *sql) {
  char host[SUPPORT_ADDRESS], address[SUPPORT_ADDRESS + 100];
  support_postgres_host(host);
  snprintf(address, sizeof address, "postgresql://root@/postgres?host=%s", host);
  PGconn *c = PQconnectdb(address);
  PGresult *r = PQexec(c, sql);
  if (PQresultStatus(r) != PGRES_COMMAND_OK)
    fail_msg("%s: %s", sql, PQerrorMessage(c));
  PQclear(r);
  PQfinish(c);
}

PGconn *support_postgres_connect(const char *address, const char *role) {
  char user[80];
  snprintf(user, sizeof user, "blog%s%s", role ? "_" : "", role ? role : "");
  const char *const names[] = {"dbname", "user", NULL};
  const char *const values[] = {address, user, NULL};
  PGconn *c = PQconnectdbParams(names, values, 1);
  if (PQstatus(c) != CONNECTION_OK)
    fail_msg("%s", PQerrorMessage(c));
  return c;
}

void support_postgres(char out[SUPPORT_ADDRESS], bool empty) {
  static unsigned count;
  char host[SUPPORT_ADDRESS], sql[200], name[60];
  support_postgres_host(host);
  snprintf(name, sizeof name, "t%d_%u", (int)getpid(), count++);
  snprintf(sql, sizeof sql, "CREATE DATABASE %s OWNER blog TEMPLATE %s", name,
      empty ? "template0" : "template_blog");
  support_postgres_run(sql);
  int n =
      snprintf(out, SUPPORT_ADDRESS, "postgresql://blog@/%s?host=%.200s", name, host);
  assert_true(n > 0 && n < SUPPORT_ADDRESS);
  if (empty)
    return;
  /* A copy has the secret of the original. */
  PGconn *c = support_postgres_connect(out, NULL);
  PQclear(
      PQexec(c, "UPDATE site SET secret = sha256(convert_to(gen_random_uuid()::text,"
                " 'UTF8'))"));
  PQfinish(c);
}

void support_postgres_latin(char *why, size_t why_size) {
  char host[SUPPORT_ADDRESS], address[SUPPORT_ADDRESS + 100];
  support_postgres_host(host);
  support_postgres_run("DROP DATABASE IF EXISTS latin");
  support_postgres_run("CREATE DATABASE latin OWNER blog TEMPLATE template0"
                       " ENCODING 'LATIN1' LOCALE 'C'");
  snprintf(address, sizeof address, "postgresql://blog@/latin?host=%s", host);
  assert_err(db_create_postgres(address, why, why_size), ERR_CONFIG);
}

void support_postgres_disconnect(const char *address) {
  char sql[300];
  const char *name = strstr(address, "@/") + 2;
  /* The last argument waits until the process has ended. */
  snprintf(sql, sizeof sql,
      "DO $$ BEGIN PERFORM pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
      " WHERE datname = '%.*s'; END $$",
      (int)strcspn(name, "?"), name);
  support_postgres_run(sql);
}

void support_postgres_drop(const char *address) {
  char sql[200];
  /* The host of the address has slashes, too. */
  const char *name = strstr(address, "@/") + 2;
  snprintf(sql, sizeof sql, "DROP DATABASE %.*s WITH (FORCE)", (int)strcspn(name, "?"),
      name);
  support_postgres_run(sql);
}
