#include "db/roles.h"

#include <string.h>

#include <sqlite3.h>

enum {
  READERS = ROLE_WEB | ROLE_SCHEDULER | ROLE_COMMAND,
  WRITERS = READERS | ROLE_LINK,
  AUTHORS = ROLE_SCHEDULER | ROLE_COMMAND,
  MODERATORS = ROLE_COMMAND | ROLE_LINK,
  DELETERS = AUTHORS | ROLE_LINK,
  KEEPERS = ROLE_SENDER | ROLE_COMMAND | ROLE_PERSON
};

/* The point of the list is what is missing from it. Whatever a visitor manages to
 * inject, the web's connection has no right to read email addresses, to change an
 * article's text or to attach a database. tests/unit/db/roles_test.c fails for a right
 * that no statement of the role needs, so the list cannot grow by habit. */
const struct role_grant role_grants[] = {
    /* What readers see anyway. */
    {SQLITE_READ, ROLE_ANY, "dependency", NULL},
    {SQLITE_READ, ROLE_ANY, "cache_record", NULL},
    /* Of the machines that share a database, and which pages they evict. */
    {SQLITE_READ, ROLE_ANY, "web_machine", NULL},
    {SQLITE_INSERT, WRITERS, "web_machine", NULL},
    {SQLITE_UPDATE, WRITERS, "web_machine", "folder"},
    {SQLITE_UPDATE, WRITERS, "web_machine", "epoch"},
    {SQLITE_UPDATE, WRITERS, "web_machine", "lock_number"},
    {SQLITE_UPDATE, WRITERS, "web_machine", "is_live"},
    {SQLITE_UPDATE, ROLE_SCHEDULER, "web_machine", "confirmed"},
    {SQLITE_READ, ROLE_SCHEDULER, "eviction", NULL},
    {SQLITE_INSERT, WRITERS, "eviction", NULL},
    {SQLITE_DELETE, ROLE_SCHEDULER, "eviction", NULL},
    {SQLITE_READ, ROLE_ANY, "author", NULL},
    {SQLITE_READ, ROLE_ANY, "category", NULL},
    {SQLITE_READ, ROLE_ANY, "tag", NULL},
    {SQLITE_READ, ROLE_ANY, "article", NULL},
    {SQLITE_READ, ROLE_ANY, "article_body", NULL},
    {SQLITE_READ, ROLE_WEB | ROLE_COMMAND, "article_part", NULL},
    {SQLITE_READ, ROLE_ANY, "live", NULL},
    {SQLITE_READ, ROLE_ANY, "live_update", NULL},
    {SQLITE_READ, ROLE_ANY, "article_category", NULL},
    {SQLITE_READ, ROLE_ANY, "article_tag", NULL},
    {SQLITE_READ, ROLE_ANY, "path", NULL},
    {SQLITE_READ, ROLE_ANY, "redirect", NULL},
    {SQLITE_READ, ROLE_ANY, "listing", NULL},
    {SQLITE_READ, ROLE_ANY, "listing_entry", NULL},
    {SQLITE_READ, ROLE_ANY, "listing_bucket", NULL},
    {SQLITE_READ, ROLE_ANY, "comment", NULL},
    {SQLITE_READ, READERS, "related", NULL},
    {SQLITE_READ, READERS, "search", NULL},
    {SQLITE_READ, READERS, "search_head", NULL},
    {SQLITE_READ, READERS, "search_entry", NULL},
    {SQLITE_READ, READERS, "search_word", NULL},
    {SQLITE_READ, READERS, "search_head_word", NULL},
    /* The tables in which FTS5 keeps its index; it asks for them at run time. */
    {SQLITE_READ, READERS, "search_content", NULL},
    {SQLITE_READ, AUTHORS, "search_head_content", NULL},
    {SQLITE_READ, READERS, "search_docsize", NULL},
    {SQLITE_READ, READERS, "search_head_docsize", NULL},
    {SQLITE_READ, READERS, "search_idx", NULL},
    {SQLITE_READ, READERS, "search_head_idx", NULL},
    {SQLITE_PRAGMA, ROLE_ANY, "data_version", NULL},
    /* For the rate limit. The networks are keyed hashes, not addresses. */
    {SQLITE_READ, WRITERS | ROLE_SENDER, "comment_network", NULL},
    {SQLITE_READ, KEEPERS, "comment_private", NULL},
    /* To delete the row of a comment, but not to read the address. */
    {SQLITE_READ, ROLE_SCHEDULER | ROLE_LINK, "comment_private", "comment_id"},

    /* Every write raises the numbers that pages depend on. */
    {SQLITE_READ, ROLE_ANY, "site", "change"},
    /* To count what was deleted, and what the file has forgotten. */
    {SQLITE_READ, DELETERS | ROLE_SENDER, "site", "forgets"},
    {SQLITE_READ, DELETERS | ROLE_SENDER, "site", "forgotten"},
    {SQLITE_UPDATE, DELETERS | ROLE_SENDER, "site", "forgets"},
    {SQLITE_UPDATE, DELETERS | ROLE_SENDER, "site", "forgotten"},
    {SQLITE_READ, READERS, "site", "feed_base"},
    {SQLITE_UPDATE, AUTHORS, "site", "feed_base"},
    {SQLITE_READ, ROLE_ANY, "site", "comments_closed"},
    {SQLITE_READ, ROLE_ANY, "site", "closed_message"},
    {SQLITE_UPDATE, ROLE_COMMAND, "site", "comments_closed"},
    {SQLITE_UPDATE, ROLE_COMMAND, "site", "closed_message"},
    {SQLITE_READ, AUTHORS, "site", "closing_days"},
    {SQLITE_READ, AUTHORS, "site", "closed_until"},
    {SQLITE_UPDATE, AUTHORS, "site", "closing_days"},
    {SQLITE_UPDATE, AUTHORS, "site", "closed_until"},
    {SQLITE_READ, ROLE_SCHEDULER, "site", "clock_seen_at"},
    {SQLITE_READ, ROLE_SCHEDULER, "site", "clock_steady_at"},
    {SQLITE_UPDATE, ROLE_SCHEDULER, "site", "clock_seen_at"},
    {SQLITE_UPDATE, ROLE_SCHEDULER, "site", "clock_steady_at"},
    {SQLITE_READ, AUTHORS, "site", "excerpt_version"},
    {SQLITE_READ, AUTHORS, "site", "excerpt_until"},
    {SQLITE_UPDATE, AUTHORS, "site", "excerpt_version"},
    {SQLITE_UPDATE, AUTHORS, "site", "excerpt_until"},
    {SQLITE_UPDATE, AUTHORS, "article", "excerpt"},
    {SQLITE_UPDATE, ROLE_ANY, "site", "change"},
    {SQLITE_INSERT, ROLE_ANY, "dependency", NULL},
    {SQLITE_UPDATE, ROLE_ANY, "dependency", "change"},
    /* For its epoch and the count of claimed rows. The triggers that count rows need
     * the right too. */
    {SQLITE_UPDATE, ROLE_ANY, "cache_record", NULL},

    /* A comment from the form. The web may insert the private row, but never read it.
     */
    {SQLITE_INSERT, ROLE_WEB | MODERATORS, "comment", NULL},
    {SQLITE_INSERT, ROLE_WEB | ROLE_COMMAND, "comment_private", NULL},
    {SQLITE_INSERT, ROLE_WEB | ROLE_COMMAND, "comment_network", NULL},
    {SQLITE_INSERT, ROLE_WEB | MODERATORS, "comment_verdict", NULL},
    {SQLITE_READ, WRITERS | ROLE_SENDER, "comment_rate", NULL},
    {SQLITE_READ, ROLE_WEB | MODERATORS, "blocked_network", NULL},
    {SQLITE_INSERT, ROLE_WEB | MODERATORS | ROLE_SENDER, "comment_rate", NULL},
    {SQLITE_UPDATE, ROLE_WEB | MODERATORS | ROLE_SENDER, "comment_rate", "due"},
    {SQLITE_UPDATE, ROLE_WEB | MODERATORS, "article", "comment_count"},
    {SQLITE_READ, WRITERS, "spam_word", NULL},
    {SQLITE_READ, ROLE_WEB | MODERATORS, "spam_total", NULL},

    /* Moderation, by the command or by a link in a mail: the status of a comment, what
     * the spam filter learns from it, and why it was held. */
    {SQLITE_UPDATE, ROLE_LINK, "comment", "status"},
    {SQLITE_UPDATE, ROLE_LINK, "comment", "former_status"},
    {SQLITE_UPDATE, ROLE_LINK, "comment", "trashed_from"},
    /* A comment that its sender changes. */
    {SQLITE_UPDATE, ROLE_LINK, "comment", "author"},
    {SQLITE_UPDATE, ROLE_LINK, "comment", "url"},
    {SQLITE_UPDATE, ROLE_LINK, "comment", "source"},
    {SQLITE_UPDATE, ROLE_LINK, "comment", "html"},
    {SQLITE_UPDATE, ROLE_LINK, "comment", "renderer"},
    {SQLITE_UPDATE, ROLE_LINK, "comment", "digest"},
    {SQLITE_UPDATE, ROLE_LINK, "comment", "edited_at"},
    {SQLITE_UPDATE, ROLE_LINK, "comment", "revised_at"},
    {SQLITE_READ, MODERATORS | ROLE_SENDER, "comment_verdict", NULL},
    {SQLITE_READ, MODERATORS, "spam_learned", NULL},
    {SQLITE_INSERT, MODERATORS, "spam_learned", NULL},
    {SQLITE_UPDATE, MODERATORS, "spam_learned", NULL},
    {SQLITE_INSERT, MODERATORS, "spam_word", NULL},
    {SQLITE_UPDATE, MODERATORS, "spam_word", NULL},
    {SQLITE_UPDATE, MODERATORS, "spam_total", NULL},

    /* Mail. Every writer may say what happened; who is told, only the sender and the
     * author may read. */
    {SQLITE_INSERT, ROLE_ANY, "mail_event", NULL},
    {SQLITE_READ, ROLE_SENDER, "mail_event", NULL},
    {SQLITE_DELETE, ROLE_SENDER | ROLE_COMMAND, "mail_event", NULL},
    {SQLITE_READ, KEEPERS, "mail", NULL},
    /* To count them, but not to read an address. */
    {SQLITE_READ, ROLE_SCHEDULER, "mail", "state"},
    {SQLITE_INSERT, ROLE_SENDER, "mail", NULL},
    {SQLITE_UPDATE, ROLE_SENDER | ROLE_COMMAND, "mail", NULL},
    {SQLITE_DELETE, KEEPERS, "mail", NULL},
    {SQLITE_READ, KEEPERS, "mail_comment", NULL},
    {SQLITE_INSERT, ROLE_SENDER, "mail_comment", NULL},
    {SQLITE_DELETE, KEEPERS, "mail_comment", NULL},
    {SQLITE_INSERT, ROLE_COMMAND, "mail_reply", NULL},
    {SQLITE_READ, ROLE_COMMAND, "mail_reply", NULL},
    {SQLITE_DELETE, ROLE_COMMAND, "mail_reply", NULL},
    {SQLITE_READ, ROLE_SENDER | ROLE_COMMAND, "author_private", NULL},
    {SQLITE_INSERT, ROLE_COMMAND, "author_private", NULL},
    {SQLITE_UPDATE, ROLE_COMMAND, "author_private", NULL},
    {SQLITE_DELETE, ROLE_COMMAND, "author_private", NULL},

    /* Those who follow comments. A reader asks, with a new comment; a signed link
     * answers; only the sender sees addresses. The triggers on comments need rights,
     * too. */
    {SQLITE_INSERT, ROLE_WEB, "follow_request", NULL},
    {SQLITE_READ, KEEPERS, "follow_request", NULL},
    {SQLITE_READ, DELETERS, "follow_request", "comment_id"},
    {SQLITE_DELETE, ROLE_SENDER | DELETERS, "follow_request", NULL},
    {SQLITE_READ, ROLE_ANY, "follow", NULL},
    {SQLITE_INSERT, ROLE_SENDER, "follow", NULL},
    {SQLITE_UPDATE, ROLE_LINK, "follow", "confirmed_at"},
    {SQLITE_DELETE, ROLE_SENDER | DELETERS, "follow", NULL},
    {SQLITE_READ, KEEPERS, "follower", NULL},
    {SQLITE_READ, ROLE_LINK, "follower", "id"},
    {SQLITE_READ, ROLE_LINK, "follower", "refused"},
    {SQLITE_INSERT, ROLE_SENDER, "follower", NULL},
    {SQLITE_UPDATE, ROLE_SENDER, "follower", "asked_at"},
    {SQLITE_UPDATE, ROLE_LINK, "follower", "refused"},
    {SQLITE_DELETE, KEEPERS, "follower", NULL},

    /* Those who ask what is stored about them. */
    {SQLITE_INSERT, ROLE_WEB, "person_request", NULL},
    {SQLITE_READ, KEEPERS, "person_request", NULL},
    {SQLITE_UPDATE, ROLE_SENDER, "person_request", "mailed_at"},
    {SQLITE_DELETE, KEEPERS, "person_request", NULL},

    /* Webmentions: a reader's program announces a page; the process that reads it has
     * the rights of a link. */
    {SQLITE_READ, ROLE_WEB | ROLE_LINK, "webmention", NULL},
    {SQLITE_INSERT, ROLE_WEB | ROLE_LINK, "webmention", NULL},
    {SQLITE_UPDATE, ROLE_WEB | ROLE_LINK, "webmention", "state"},
    {SQLITE_UPDATE, ROLE_WEB | ROLE_LINK, "webmention", "attempts"},
    {SQLITE_UPDATE, ROLE_WEB | ROLE_LINK, "webmention", "due_at"},
    {SQLITE_UPDATE, ROLE_LINK, "webmention", "reason"},
    {SQLITE_READ, ROLE_COMMAND, "webmention", "article_id"},
    {SQLITE_DELETE, ROLE_COMMAND, "webmention", NULL},
    {SQLITE_READ, ROLE_LINK, "site", "webmention_change"},
    {SQLITE_UPDATE, ROLE_LINK, "site", "webmention_change"},

    /* What the hub of the feeds has been told of. */
    {SQLITE_READ, ROLE_LINK | ROLE_COMMAND, "site", "websub_position"},
    {SQLITE_UPDATE, ROLE_LINK | ROLE_COMMAND, "site", "websub_position"},

    /* How many readers said thank you. The trigger on articles needs rights, too. */
    {SQLITE_READ, ROLE_WEB | ROLE_COMMAND | ROLE_SCHEDULER, "preview", NULL},
    {SQLITE_INSERT, ROLE_COMMAND | ROLE_SCHEDULER, "preview", NULL},
    {SQLITE_UPDATE, ROLE_COMMAND | ROLE_SCHEDULER, "preview", "revoked"},
    {SQLITE_DELETE, ROLE_COMMAND, "preview", NULL},
    /* Corrections: whether an article has any matters whenever its status changes. */
    {SQLITE_READ, READERS, "correction", NULL},
    {SQLITE_INSERT, ROLE_COMMAND, "correction", NULL},
    {SQLITE_UPDATE, ROLE_COMMAND, "correction", NULL},
    {SQLITE_DELETE, ROLE_COMMAND, "correction", NULL},
    {SQLITE_READ, ROLE_COMMAND, "correction_before", NULL},
    {SQLITE_INSERT, ROLE_COMMAND, "correction_before", NULL},
    {SQLITE_DELETE, ROLE_COMMAND, "correction_before", NULL},
    /* Former versions are for authors only. */
    {SQLITE_READ, ROLE_COMMAND, "article_revision", NULL},
    {SQLITE_INSERT, ROLE_COMMAND, "article_revision", NULL},
    {SQLITE_DELETE, ROLE_COMMAND, "article_revision", NULL},
    {SQLITE_READ, READERS, "thanks", NULL},
    {SQLITE_INSERT, ROLE_WEB, "thanks", NULL},
    {SQLITE_UPDATE, ROLE_WEB, "thanks", "count"},
    {SQLITE_DELETE, ROLE_COMMAND, "thanks", NULL},
    {SQLITE_READ, READERS, "thanks_network", NULL},
    {SQLITE_INSERT, ROLE_WEB, "thanks_network", NULL},
    {SQLITE_DELETE, AUTHORS, "thanks_network", NULL},

    /* Translations: groups change whenever an article is published or withdrawn. */
    {SQLITE_READ, AUTHORS, "translation_name", NULL},
    {SQLITE_INSERT, ROLE_COMMAND, "translation_name", NULL},
    {SQLITE_DELETE, ROLE_COMMAND, "translation_name", NULL},
    {SQLITE_READ, ROLE_ANY, "translation", NULL},
    {SQLITE_INSERT, AUTHORS, "translation", NULL},
    {SQLITE_UPDATE, AUTHORS, "translation", "group_id"},
    {SQLITE_DELETE, AUTHORS, "translation", NULL},
    /* Sizes and copies of the pictures in media/, which the command alone makes. */
    {SQLITE_READ, READERS, "picture", NULL},
    {SQLITE_INSERT, ROLE_COMMAND, "picture", NULL},
    {SQLITE_UPDATE, ROLE_COMMAND, "picture", NULL},
    {SQLITE_DELETE, ROLE_COMMAND, "picture", NULL},
    /* Social cards. Triggers on articles note which may need another one. */
    {SQLITE_READ, ROLE_WEB | ROLE_COMMAND, "social_card", NULL},
    {SQLITE_INSERT, ROLE_COMMAND, "social_card", NULL},
    {SQLITE_UPDATE, ROLE_COMMAND, "social_card", NULL},
    {SQLITE_DELETE, ROLE_COMMAND, "social_card", NULL},
    {SQLITE_READ, AUTHORS, "social_card_due", NULL},
    {SQLITE_INSERT, AUTHORS, "social_card_due", NULL},
    {SQLITE_UPDATE, AUTHORS, "social_card_due", "change"},
    {SQLITE_DELETE, ROLE_COMMAND, "social_card_due", NULL},

    /* Scheduled changes, by the scheduler and the command. */
    {SQLITE_UPDATE, AUTHORS, "article", "status"},
    {SQLITE_UPDATE, AUTHORS, "article", "position"},
    {SQLITE_UPDATE, AUTHORS, "article", "permalink"},
    {SQLITE_UPDATE, AUTHORS, "article", "slug"},
    {SQLITE_INSERT, AUTHORS, "path", NULL},
    {SQLITE_UPDATE, AUTHORS, "path", NULL},
    {SQLITE_INSERT, AUTHORS, "listing", NULL},
    {SQLITE_UPDATE, AUTHORS, "listing", "count"},
    {SQLITE_INSERT, AUTHORS, "listing_entry", NULL},
    {SQLITE_DELETE, AUTHORS, "listing_entry", NULL},
    {SQLITE_INSERT, AUTHORS, "listing_bucket", NULL},
    {SQLITE_UPDATE, AUTHORS, "listing_bucket", "count"},
    {SQLITE_DELETE, AUTHORS, "listing_bucket", NULL},
    {SQLITE_DELETE, DELETERS, "comment_network", NULL},
    /* Old trash and spam, with all that belongs to it. */
    {SQLITE_UPDATE, ROLE_SCHEDULER | ROLE_LINK, "comment", "status_at"},
    {SQLITE_UPDATE, ROLE_SCHEDULER | ROLE_LINK, "comment", "parent_id"},
    {SQLITE_DELETE, DELETERS, "comment", NULL},
    {SQLITE_DELETE, DELETERS, "comment_private", NULL},
    {SQLITE_READ, ROLE_SCHEDULER, "comment_verdict", "comment_id"},
    {SQLITE_DELETE, DELETERS, "comment_verdict", NULL},
    {SQLITE_READ, ROLE_SCHEDULER, "spam_learned", "comment_id"},
    {SQLITE_READ, ROLE_SCHEDULER, "spam_learned", "class"},
    {SQLITE_DELETE, DELETERS, "spam_learned", NULL},
    {SQLITE_INSERT, DELETERS, "comment_deleted", NULL},
    {SQLITE_DELETE, AUTHORS, "comment_rate", NULL},
    {SQLITE_DELETE, DELETERS, "spam_word", NULL},

    /* Related articles. */
    {SQLITE_INSERT, AUTHORS, "related", NULL},
    {SQLITE_DELETE, AUTHORS, "related", NULL},
    {SQLITE_READ, AUTHORS, "related_key", NULL},
    {SQLITE_INSERT, AUTHORS, "related_key", NULL},
    {SQLITE_DELETE, AUTHORS, "related_key", NULL},
    {SQLITE_READ, AUTHORS, "related_due", NULL},
    {SQLITE_INSERT, AUTHORS, "related_due", NULL},
    {SQLITE_DELETE, AUTHORS, "related_due", NULL},

    /* The search index. */
    {SQLITE_READ, AUTHORS, "search_due", NULL},
    {SQLITE_INSERT, AUTHORS, "search_due", NULL},
    {SQLITE_DELETE, AUTHORS, "search_due", NULL},
    {SQLITE_INSERT, AUTHORS, "search_entry", NULL},
    {SQLITE_DELETE, AUTHORS, "search_entry", NULL},
    {SQLITE_INSERT, AUTHORS, "search", NULL},
    {SQLITE_INSERT, AUTHORS, "search_head", NULL},
    {SQLITE_DELETE, AUTHORS, "search", NULL},
    {SQLITE_DELETE, AUTHORS, "search_head", NULL},
    {SQLITE_INSERT, AUTHORS, "search_content", NULL},
    {SQLITE_INSERT, AUTHORS, "search_head_content", NULL},
    {SQLITE_DELETE, AUTHORS, "search_content", NULL},
    {SQLITE_DELETE, AUTHORS, "search_head_content", NULL},
    {SQLITE_INSERT, AUTHORS, "search_docsize", NULL},
    {SQLITE_INSERT, AUTHORS, "search_head_docsize", NULL},
    {SQLITE_DELETE, AUTHORS, "search_docsize", NULL},
    {SQLITE_DELETE, AUTHORS, "search_head_docsize", NULL},
    {SQLITE_INSERT, AUTHORS, "search_idx", NULL},
    {SQLITE_INSERT, AUTHORS, "search_head_idx", NULL},
    {SQLITE_DELETE, AUTHORS, "search_idx", NULL},
    {SQLITE_DELETE, AUTHORS, "search_head_idx", NULL},
    {SQLITE_READ, AUTHORS, "search_data", NULL},
    {SQLITE_READ, AUTHORS, "search_head_data", NULL},
    {SQLITE_INSERT, AUTHORS, "search_data", NULL},
    {SQLITE_INSERT, AUTHORS, "search_head_data", NULL},
    {SQLITE_DELETE, AUTHORS, "search_data", NULL},
    {SQLITE_DELETE, AUTHORS, "search_head_data", NULL},
    /* For the FTS5 command 'rebuild', which "pamphlet upgrade" runs. */
    {SQLITE_READ, ROLE_COMMAND, "search_config", NULL},
    {SQLITE_READ, ROLE_COMMAND, "search_head_config", NULL},
    {SQLITE_INSERT, ROLE_COMMAND, "search_config", NULL},
    {SQLITE_INSERT, ROLE_COMMAND, "search_head_config", NULL},
    {SQLITE_READ, AUTHORS, "search_state", NULL},
    {SQLITE_UPDATE, AUTHORS, "search_state", NULL},

    /* The author at the command line. */
    {SQLITE_INSERT, ROLE_COMMAND, "author", NULL},
    {SQLITE_INSERT, ROLE_COMMAND, "redirect", NULL},
    {SQLITE_UPDATE, ROLE_COMMAND, "redirect", NULL},
    {SQLITE_DELETE, ROLE_COMMAND, "redirect", NULL},
    {SQLITE_INSERT, ROLE_COMMAND, "category", NULL},
    {SQLITE_INSERT, ROLE_COMMAND, "tag", NULL},
    {SQLITE_INSERT, ROLE_COMMAND, "article", NULL},
    {SQLITE_UPDATE, ROLE_COMMAND, "article", NULL},
    {SQLITE_DELETE, ROLE_COMMAND, "article", NULL},
    {SQLITE_INSERT, ROLE_COMMAND, "article_part", NULL},
    {SQLITE_DELETE, ROLE_COMMAND, "article_part", NULL},
    {SQLITE_INSERT, ROLE_COMMAND, "live", NULL},
    {SQLITE_UPDATE, ROLE_COMMAND, "live", NULL},
    {SQLITE_DELETE, ROLE_COMMAND, "live", NULL},
    {SQLITE_INSERT, ROLE_COMMAND, "live_update", NULL},
    {SQLITE_UPDATE, ROLE_COMMAND, "live_update", NULL},
    {SQLITE_DELETE, ROLE_COMMAND, "live_update", NULL},
    {SQLITE_INSERT, ROLE_COMMAND, "article_body", NULL},
    {SQLITE_UPDATE, ROLE_COMMAND, "article_body", NULL},
    {SQLITE_DELETE, ROLE_COMMAND, "article_body", NULL},
    {SQLITE_INSERT, ROLE_COMMAND, "article_category", NULL},
    {SQLITE_DELETE, ROLE_COMMAND, "article_category", NULL},
    {SQLITE_INSERT, ROLE_COMMAND, "article_tag", NULL},
    {SQLITE_DELETE, ROLE_COMMAND, "article_tag", NULL},
    {SQLITE_UPDATE, ROLE_COMMAND, "comment", NULL},
    {SQLITE_INSERT, ROLE_COMMAND, "blocked_network", NULL},
    {SQLITE_DELETE, ROLE_COMMAND, "blocked_network", NULL},
    {SQLITE_READ, ROLE_COMMAND, "comment_deleted", NULL},
    {SQLITE_DELETE, ROLE_COMMAND, "comment_deleted", NULL},
    /* A list of values that is bound to a statement, not a table of the database. */
    {SQLITE_READ, DELETERS, "json_each", NULL},
    {SQLITE_READ, ROLE_COMMAND, "sqlite_master", NULL},
    {SQLITE_PRAGMA, ROLE_COMMAND, "integrity_check", NULL},
    {SQLITE_PRAGMA, ROLE_COMMAND, "foreign_key_check", NULL},
    {SQLITE_PRAGMA, ROLE_COMMAND, "quick_check", NULL},
};
const size_t role_grant_count = sizeof role_grants / sizeof role_grants[0];

/* Functions such as load_extension, readfile or fts3_tokenizer are not among them. */
const char *const role_functions[] = {
    "count", "max", "sum", "coalesce", "substr", "match", "relevance", NULL};

/* Linear, but statements are prepared once per connection and then kept. */
static int roles_is_granted(
    enum role role, int action, const char *table, const char *column) {
  for (size_t i = 0; i < role_grant_count; i++) {
    const struct role_grant *g = &role_grants[i];
    if (g->action == action && (g->roles & role) && strcmp(g->table, table) == 0 &&
        (!g->column || (column && strcmp(g->column, column) == 0)))
      return 1;
  }
  return 0;
}

static int roles_is_function(const char *name) {
  for (const char *const *known = role_functions; *known; known++)
    if (strcmp(*known, name) == 0)
      return 1;
  return 0;
}

int roles_authorize(void *context, int action, const char *a, const char *b,
    const char *database, const char *trigger) {
  enum role role = *(const enum role *)context;
  /* What a trigger does is subject to the same rights: a role needs those of the
   * triggers that it sets off. */
  (void)trigger;
  int allowed = 0;
  switch (action) {
  /* These touch no table by themselves: SQLite asks for each table that they read or
   * change. */
  case SQLITE_SELECT:
  case SQLITE_TRANSACTION:
  case SQLITE_SAVEPOINT:
    allowed = 1;
    break;
  case SQLITE_FUNCTION:
    /* For a function, `a` is NULL and `b` its name. */
    allowed = b && roles_is_function(b);
    break;
  case SQLITE_READ:
  case SQLITE_INSERT:
  case SQLITE_UPDATE:
  case SQLITE_DELETE:
    /* For a read of the rowid alone, as in count(*), SQLite passes "" for the column
     * and no database. */
    allowed = (database ? strcmp(database, "main") == 0 : b && !*b) &&
              roles_is_granted(role, action, a, b);
    break;
  case SQLITE_PRAGMA:
    /* `b` is the pragma's argument: with one, it could change a setting. */
    allowed = !b && roles_is_granted(role, action, a, NULL);
    break;
  default: /* ATTACH, DDL, ... */
    break;
  }
  /* With SQLITE_IGNORE a forbidden column would read as NULL; DENY makes it an
   * error. */
  return allowed ? SQLITE_OK : SQLITE_DENY;
}
