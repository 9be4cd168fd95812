#include "db/model/person.h"

#include "db/db_removal.h"
#include "db/statement.h"

enum {
  COMMENTS,
  MAILS,
  REMOVE_MAIL,
  FOLLOWERS,
  REMOVE_FOLLOWER,
  FOLLOWS,
  REMOVE_FOLLOW,
  FOLLOW_REQUESTS,
  REMOVE_FOLLOW_REQUEST,
  REQUESTS,
  REMOVE_REQUEST,
  ANONYMISE,
  FORGET_ADDRESS,
  FORGET_NETWORK,
  FORGET_VERDICT
};

/* The sender only looks whether there is anything. */
enum {
  ERASERS = ROLE_COMMAND | ROLE_PERSON,
  READERS = ERASERS | ROLE_SENDER,
};

/* The first three columns of a list are the ID, the address and the author. */
static const struct statement_sql statements[] = {
    [COMMENTS] = {READERS,
        "SELECT c.id, coalesce(p.email, ''), c.author, c.id AS id,"
        " c.article_id AS article, c.status AS status, c.author AS author,"
        " c.url AS website, coalesce(p.email, '') AS email, c.source AS text,"
        " c.created_at AS created_at, c.edited_at AS edited_at,"
        " c.parent_id AS reply_to, coalesce(v.rule, '') AS reason,"
        " coalesce(v.detail, '') AS detail, coalesce(v.words, '') AS words,"
        " CASE WHEN n.network IS NULL THEN '' ELSE 'a hash' END AS network"
        " FROM comment c LEFT JOIN comment_private p ON p.comment_id = c.id"
        " LEFT JOIN comment_verdict v ON v.comment_id = c.id"
        " LEFT JOIN comment_network n ON n.comment_id = c.id"
        " WHERE c.by_author = 0 ORDER BY c.id"},
    [MAILS] = {READERS,
        "SELECT id, recipient, '', kind AS kind, recipient AS email,"
        " comment_id AS comment, state AS state, created_at AS created_at,"
        " changed_at AS changed_at, reason AS reason FROM mail ORDER BY id"},
    [REMOVE_MAIL] = {ERASERS, "DELETE FROM mail WHERE id = ?"},
    [FOLLOWERS] = {READERS,
        "SELECT id, email, '', email AS email, asked_at AS asked_at,"
        " refused AS refused FROM follower ORDER BY id"},
    [REMOVE_FOLLOWER] = {ERASERS, "DELETE FROM follower WHERE id = ?"},
    [FOLLOWS] = {READERS,
        "SELECT f.id, w.email, '', f.article_id AS article, f.comment_id AS comment,"
        " f.scope AS scope, f.created_at AS created_at, f.confirmed_at AS confirmed_at"
        " FROM follow f JOIN follower w ON w.id = f.follower_id ORDER BY f.id"},
    [REMOVE_FOLLOW] = {ERASERS, "DELETE FROM follow WHERE id = ?"},
    [FOLLOW_REQUESTS] = {READERS,
        "SELECT comment_id, email, '', email AS email, comment_id AS comment,"
        " scope AS scope FROM follow_request ORDER BY comment_id"},
    [REMOVE_FOLLOW_REQUEST] = {ERASERS,
        "DELETE FROM follow_request WHERE comment_id = ?"},
    [REQUESTS] = {READERS, "SELECT id, address, '', address AS email, wish AS wish,"
                           " created_at AS created_at FROM person_request ORDER BY id"},
    [REMOVE_REQUEST] = {ERASERS, "DELETE FROM person_request WHERE id = ?"},
    [ANONYMISE] = {ERASERS,
        "UPDATE comment SET author = ?2, url = '', digest = ?3, edited_at = ?4"
        " WHERE id = ?1"},
    [FORGET_ADDRESS] = {ERASERS, "DELETE FROM comment_private WHERE comment_id = ?"},
    [FORGET_NETWORK] = {ERASERS, "DELETE FROM comment_network WHERE comment_id = ?"},
    [FORGET_VERDICT] = {ERASERS, "DELETE FROM comment_verdict WHERE comment_id = ?"},
};
const struct statement_table person_statements = STATEMENT_TABLE(statements);

/* The tables with personal data: what lists them, and what deletes a row. */
static const struct {
  const char *name;
  int each, remove;
} person_tables[] = {
    [PERSON_COMMENTS] = {"comments", COMMENTS, -1},
    {"mails", MAILS, REMOVE_MAIL},
    /* Before the followers that they refer to. */
    {"follows", FOLLOWS, REMOVE_FOLLOW},
    {"followers", FOLLOWERS, REMOVE_FOLLOWER},
    {"follow requests", FOLLOW_REQUESTS, REMOVE_FOLLOW_REQUEST},
    [PERSON_REQUESTS] = {"requests", REQUESTS, REMOVE_REQUEST},
};

const char *person_kind(int kind) {
  return person_tables[kind].name;
}

int person_kinds(void) {
  return (int)(sizeof person_tables / sizeof person_tables[0]);
}

static enum err person_read(
    struct arena *a, struct statement *st, int kind, struct person_row *out) {
  *out = (struct person_row){.kind = kind,
      .id = statement_int(st, 0),
      .email = statement_text(a, st, 1),
      .author = statement_text(a, st, 2)};
  for (int i = 3; i < statement_columns(st) && out->count < PERSON_VALUES; i++) {
    struct person_value *v = &out->values[out->count++];
    v->name = statement_column_name(st, i);
    if (statement_is_text(st, i))
      v->text = statement_text(a, st, i);
    else
      v->number = statement_int(st, i);
    if (!v->name || (statement_is_text(st, i) && !v->text))
      return ERR_NOMEM;
  }
  return out->email && out->author ? OK : ERR_NOMEM;
}

enum err person_each(
    struct db *s, struct arena *a, person_visit *visit, void *context) {
  enum err e = OK;
  for (int kind = 0; !e && kind < person_kinds(); kind++) {
    struct statement *st;
    e = statement_get(s, TABLE_PERSON, person_tables[kind].each, &st);
    if (e)
      return e;
    while (statement_next(s, st, &e)) {
      struct person_row row;
      /* A site may have more comments than fit into memory. */
      arena_reset(a);
      e = person_read(a, st, kind, &row);
      if (!e)
        e = visit(context, &row);
    }
    statement_reset(st);
  }
  return e;
}

enum err person_remove(struct db *s, int kind, int64_t id) {
  return statement_run_id(s, TABLE_PERSON, person_tables[kind].remove, id);
}

enum err person_anonymise(struct db *s, const struct comment *c, int64_t now) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_PERSON, ANONYMISE, c->id, &st);
  if (e)
    return e;
  db_removal_note(s);
  statement_bind_text(st, 2, c->author);
  statement_bind_blob(st, 3, c->digest, CRYPT_HASH);
  statement_bind_int(st, 4, now);
  e = statement_run(s, st);
  for (int i = FORGET_ADDRESS; !e && i <= FORGET_VERDICT; i++)
    e = statement_run_id(s, TABLE_PERSON, i, c->id);
  return e;
}
