#include "site/core/settings_table.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "site/core/settings_check.h"

#define TEXT(member)                                                                   \
  .kind = SETTINGS_TEXT_KIND, .offset = offsetof(struct settings_values, member)
#define NUMBER(member)                                                                 \
  .kind = SETTINGS_NUMBER_KIND, .offset = offsetof(struct settings_values, member)
#define RANGE(from, to) .least = (from), .most = (to)
/* The members that every row must have. There is no way to leave the effect out. */
#define ROW(sec, nam, eff, def, mean)                                                  \
  .section = (sec), .name = (nam), .effect = SETTINGS_##eff, .value = (def),           \
  .meaning = (mean)

/* In the order of a new site.ini. */
static const struct settings_row rows[] = {
    {ROW("site", "title", SHOWN, "A Pamphlet",
         "The name of the blog. Every page shows it."),
        TEXT(title), .check = settings_check_title},
    {ROW("site", "tagline", SHOWN, "",
         "A short description, shown below the name. It may be empty."),
        TEXT(tagline), .check = settings_check_line},
    {ROW("site", "base_url", SHOWN, "http://127.0.0.1:8080",
         "The public address of the blog: scheme and host, without a trailing slash.\n"
         "Feeds and canonical links use it, and comments are accepted only from pages\n"
         "at this address. PAMPHLET_BASE_URL in the environment of pamphlet.fcgi\n"
         "overrides it."),
        TEXT(base_url), .check = settings_check_url},
    /* UNSHOWN, because pages name base_url only, at whichever address they are read. */
    {ROW("site", "aliases", UNSHOWN, "",
         "Other addresses of the same form at which the blog is served, separated by\n"
         "spaces."),
        TEXT(aliases), .check = settings_check_line},
    {ROW("site", "language", SHOWN, "en",
         "The language (BCP 47) of articles that do not name one, and of the interface\n"
         "if it is available in that language: Arabic, Chinese (simplified), English,\n"
         "German, Spanish. Otherwise, the interface is in English."),
        TEXT(language), .check = settings_check_language},
    /* LISTED, because it decides on which day an article is, and so which archives show
     * it. */
    {ROW("site", "time_zone", LISTED, "UTC",
         "The time zone of dates and archives, such as Europe/Berlin."),
        TEXT(time_zone), .check = settings_check_zone},
    /* UNSHOWN, because permalinks are stored when an article is published. */
    {ROW("site", "permalink", UNSHOWN, "/:year/:month/:slug/",
         "The address of a new article: /:year/:month/:slug/, /:slug/ or\n"
         "/:year/:month/:day/:slug/. It is fixed when the article is first published:\n"
         "a change here does not affect published articles."),
        TEXT(permalink), .check = settings_check_permalink},
    /* UNSHOWN, because the author is stored when an article is saved. */
    {ROW("site", "author", UNSHOWN, "The author",
         "The author of new articles that do not name one: a change here does not\n"
         "affect saved articles."),
        TEXT(author), .check = settings_check_title},
    /* LISTED, because it decides on which page of a list an article is. */
    {ROW("site", "per_page", LISTED, "10",
         "The number of articles on each page of a list."),
        NUMBER(per_page), RANGE(1, SETTINGS_PER_PAGE)},
    {ROW("content", "revisions", UNSHOWN, "20",
         "How many former versions of an article are kept (\"pamphlet post revisions\").\n"
         "0: none, and those that there are go when the article is saved."),
        NUMBER(revisions), RANGE(0, 1000)},
    /* UNSHOWN, because formulas are found when an article is saved. */
    {ROW("content", "math", UNSHOWN, "no",
         "yes: text between dollar signs, such as $x^2$ and $$x^2$$, is a formula in articles\n"
         "that are saved or imported from now on, unless they say \"math: false\". no: only\n"
         "in those that say \"math: true\"."),
        TEXT(math), .check = settings_check_yes_no},
    /* UNSHOWN, because diagrams are drawn when an article is saved. */
    {ROW("content", "diagrams", UNSHOWN, "yes",
         "yes: code blocks of the language dot or graphviz are drawn by Graphviz. no: they\n"
         "are shown as text. A change applies to articles that are saved or imported\n"
         "after it."),
        TEXT(diagrams), .check = settings_check_yes_no},
    /* LISTED, because it decides which feeds a change of an article evicts. */
    {ROW("feeds", "items", LISTED, "10",
         "The number of articles or comments in a feed, newest first."),
        NUMBER(feed_items), RANGE(1, SETTINGS_FEED_ITEMS)},
    {ROW("feeds", "content", SHOWN, "full",
         "full: feeds contain whole articles. excerpt: feeds contain only excerpts."),
        TEXT(feed_content), .check = settings_check_feed_content},
    {ROW("feeds", "websub", SHOWN, "",
         "The address of a hub (WebSub), such as https://pubsubhubbub.appspot.com/. The\n"
         "feeds of the home page name it, and the service tells it about each new post."),
        TEXT(websub), .check = settings_check_website},
    /* UNSHOWN: it decides about comments that are yet to come. */
    {ROW("comments", "moderation", UNSHOWN, "first-time",
         "all: each comment is held until you approve it. first-time: comments of readers\n"
         "of whom you have approved none yet are held. rules: only those to which one of\n"
         "the rules below applies. none: comments are published immediately, and the\n"
         "rules are off."),
        TEXT(moderation), .check = settings_check_moderation},
    {ROW("comments", "block_words", UNSHOWN, "",
         "Words, separated by commas: a comment with one of them is spam. They match whole\n"
         "words in any letter case; * stands for any letters, as in casin*."),
        TEXT(block_words), .check = settings_check_list},
    {ROW("comments", "block_urls", UNSHOWN, "",
         "Hosts or beginnings of URLs, separated by commas: a comment with a link to one of\n"
         "them, or to a subdomain, is spam."),
        TEXT(block_urls), .check = settings_check_list},
    {ROW("comments", "block_networks", UNSHOWN, "",
         "Addresses and networks, such as 192.0.2.0/24, separated by commas: comments from\n"
         "there are spam."),
        TEXT(block_networks), .check = settings_check_networks},
    /* 2 links, as WordPress. */
    {ROW("comments", "max_links", UNSHOWN, "2", "A comment with more links is held."),
        NUMBER(max_links), RANGE(0, 1000)},
    /* Measured: docs/spam.md has the curve. */
    {ROW("comments", "spam_score", UNSHOWN, "99",
         "A comment that the spam filter takes for spam with at least this probability, in\n"
         "per cent, is spam. 0: none is."),
        NUMBER(spam_score), RANGE(0, 100)},
    {ROW("comments", "hold_score", UNSHOWN, "95",
         "With at least this probability, in per cent, it is held. 0: none is."),
        NUMBER(hold_score), RANGE(0, 100)},
    {ROW("comments", "form_seconds", UNSHOWN, "3",
         "A form that is sent sooner after it was made is held. This concerns forms made\n"
         "for one reader, as for a reply. 0: never."),
        NUMBER(form_seconds), RANGE(0, 3600)},
    /* LISTED, because it decides which pages a comment changes. 50, as WordPress. */
    {ROW("comments", "page_size", LISTED, "50",
         "How many comments a page shows; further ones follow on pages of their own.\n"
         "0: all on one page."),
        NUMBER(page_size), RANGE(0, 1000)},
    {ROW("comments", "order", LISTED, "oldest",
         "oldest: threads begin with the oldest, and the article shows the first page.\n"
         "newest: the newest thread comes first, and the article shows the newest page."),
        TEXT(comment_order), .check = settings_check_order},
    /* LISTED, because more comments are on more pages. */
    {ROW("comments", "translations", LISTED, "separate",
         "separate: each translation of an article has comments of its own. shared: the\n"
         "pages of all of them show the comments of all, as one discussion."),
        TEXT(comment_translations), .check = settings_check_sharing},
    {ROW("comments", "max_depth", SHOWN, "5",
         "How many levels of replies are indented."),
        NUMBER(max_depth), RANGE(1, LIMIT_THREAD_DEPTH)},
    {ROW("comments", "fold_replies", SHOWN, "10",
         "Replies to one comment that are visible; the others unfold at a click. 0: all."),
        NUMBER(fold_replies), RANGE(0, 1000)},
    {ROW("comments", "avatars", SHOWN, "yes",
         "yes: a picture next to each comment, drawn from the name alone."),
        TEXT(avatars), .check = settings_check_yes_no},
    {ROW("comments", "thanks", SHOWN, "no",
         "yes: below each article is a button \"Thank you\", with the number of those who\n"
         "pressed it."),
        TEXT(thanks), .check = settings_check_yes_no},
    {ROW("comments", "close_after_days", SHOWN, "0",
         "Days after which a post no longer accepts comments. 0: never. A change\n"
         "applies to all posts."),
        /* A hundred years: in microseconds they are far from the end of 64 bits. */
        NUMBER(close_after_days), RANGE(0, 36500)},
    {ROW("comments", "edit_minutes", UNSHOWN, "15",
         "Minutes for which readers can change or withdraw a comment that they have sent,\n"
         "by a link that only they get. 0: they cannot."),
        NUMBER(edit_minutes), RANGE(0, 1440)},
    /* 15 seconds, as WordPress. */
    {ROW("comments", "flood_seconds", UNSHOWN, "15",
         "Seconds that must pass between two comments from one network. 0: no limit."),
        NUMBER(flood_seconds), RANGE(0, 86400)},
    {ROW("comments", "network_limit", UNSHOWN, "20",
         "Comments that one network may send within an hour. 0: no limit."),
        NUMBER(network_limit), RANGE(0, 1000000)},
    {ROW("comments", "article_limit", UNSHOWN, "200",
         "Comments that an article takes within an hour from readers who are not known.\n"
         "0: no limit."),
        NUMBER(article_limit), RANGE(0, 1000000)},
    {ROW("comments", "site_limit", UNSHOWN, "1000", "The same for the whole blog."),
        NUMBER(site_limit), RANGE(0, 1000000)},
    {ROW("comments", "pending_limit", UNSHOWN, "5000",
         "When so many comments wait for moderation, or are spam, further ones of that kind\n"
         "are refused until some have been dealt with. 0: no limit."),
        NUMBER(pending_limit), RANGE(0, 1000000)},
    /* 30 days, as WordPress. */
    {ROW("comments", "trash_days", UNSHOWN, "30",
         "Days after which a comment in the trash is permanently deleted. 0: never."),
        NUMBER(trash_days), RANGE(0, 36500)},
    {ROW("comments", "spam_days", UNSHOWN, "30", "The same for spam."),
        NUMBER(spam_days), RANGE(0, 36500)},
    {ROW("theme", "name", SHOWN, "newspaper",
         "The theme: newspaper, plain, or a folder in themes/. \"pamphlet theme list\"\n"
         "shows them."),
        TEXT(theme_name), .check = settings_check_theme},
    {ROW("theme", "logo", SHOWN, "",
         "A picture above the name of the blog: its path, such as /media/logo.svg."),
        TEXT(theme_logo), .check = settings_check_media},
    {ROW("theme", "accent", SHOWN, "",
         "The colour of links and buttons, such as #9f3a22. A colour that is too pale to\n"
         "read is darkened. Empty: that of the theme."),
        TEXT(theme_accent), .check = settings_check_colour},
    {ROW("theme", "accent_dark", SHOWN, "",
         "The same in dark mode. Empty: accent, lightened."),
        TEXT(theme_accent_dark), .check = settings_check_colour},
    {ROW("theme", "background", SHOWN, "",
         "The background of pages in light mode. A colour that is too dark is lightened.\n"
         "Empty: that of the theme."),
        TEXT(theme_background), .check = settings_check_colour},
    {ROW("theme", "background_dark", SHOWN, "",
         "The same in dark mode. A colour that is too light is darkened."),
        TEXT(theme_background_dark), .check = settings_check_colour},
    {ROW("theme", "fonts", SHOWN, "",
         "The fonts of texts: serif, sans, humanist, slab or mono. Only fonts of the\n"
         "reader's system are used; nothing is loaded. Empty: those of the theme."),
        TEXT(theme_fonts), .check = settings_check_fonts},
    {ROW("cache", "folder", UNSHOWN, "auto",
         "The folder of rendered pages, which the web server reads. auto: Pamphlet\n"
         "chooses a folder in memory. off: no page cache. Otherwise, name a folder on a\n"
         "tmpfs. The pages in it can be deleted at any time."),
        TEXT(cache_folder), .check = settings_check_cache},
    /* The upper limit, a terabyte, keeps the number of bytes within 64 bits. */
    {ROW("cache", "limit_mb", UNSHOWN, "1024",
         "Megabytes that the page cache may use. When it is full, all pages are removed\n"
         "and rendered again on demand."),
        NUMBER(cache_mb), RANGE(1, 1 << 20)},
    /* The form offers mail only if it is on, so that pages depend on the addresses. */
    /* The default is the path that Debian's mail systems share. -i: a line with one dot
     * does not end the mail; -t: the recipient is in the header. */
    {ROW("mail", "from", SHOWN, "",
         "The address from which mails are sent, such as blog@example.com. Mail is off\n"
         "until this or notify is set. It is notify if it is empty."),
        TEXT(mail_from), .check = settings_check_address},
    {ROW("mail", "notify", SHOWN, "",
         "Your address: new comments are reported to it. Empty: they are not reported,\n"
         "except to authors with an address of their own (\"pamphlet mail author\")."),
        TEXT(mail_notify), .check = settings_check_address},
    {ROW("mail", "notices", UNSHOWN, "immediately",
         "immediately: a mail for each new comment. daily: one mail a day for all of them.\n"
         "none: no mail."),
        TEXT(mail_notices), .check = settings_check_notices},
    {ROW("mail", "notice_limit", UNSHOWN, "20",
         "New comments reported immediately within an hour; further ones are reported\n"
         "together in one mail."),
        NUMBER(mail_notice_limit), RANGE(1, 1000)},
    {ROW("mail", "digest_hour", UNSHOWN, "7",
         "The hour of the day at which the daily mail is sent, in the site's time zone."),
        NUMBER(mail_digest_hour), RANGE(0, 23)},
    {ROW("mail", "notify_spam", UNSHOWN, "no",
         "yes: comments taken for spam are reported too."),
        TEXT(mail_notify_spam), .check = settings_check_yes_no},
    {ROW("mail", "follow", SHOWN, "yes",
         "yes: readers can ask for mail about replies and new comments, in the comment form.\n"
         "no: they cannot, and nobody is told."),
        TEXT(mail_follow), .check = settings_check_yes_no},
    {ROW("mail", "reply_to", UNSHOWN, "",
         "An address whose mails go to \"pamphlet mail receive\", such as\n"
         "reply@example.com: you answer a comment by answering the mail about it. The\n"
         "mail system must deliver reply+ANYTHING@example.com there too."),
        TEXT(mail_reply_to), .check = settings_check_address},
    {ROW("mail", "bounce", UNSHOWN, "",
         "The address to which undeliverable mails return. Empty: the mail system\n"
         "chooses one."),
        TEXT(mail_bounce), .check = settings_check_address},
    {ROW("mail", "sendmail", UNSHOWN, "/usr/sbin/sendmail -t -i",
         "The command that takes a mail on standard input and its recipient from the\n"
         "header: of Postfix, Exim, msmtp (msmtp -t -i) and others. Words are separated\n"
         "by spaces; there is no shell. It runs in the site directory."),
        TEXT(mail_sendmail), .check = settings_check_command},
    {ROW("mail", "address_limit", UNSHOWN, "60",
         "Mails to one address within an hour. Further ones wait."),
        NUMBER(mail_address_limit), RANGE(1, 100000)},
    {ROW("mail", "total_limit", UNSHOWN, "500",
         "Mails to all addresses within an hour. Further ones wait."),
        NUMBER(mail_total_limit), RANGE(1, 1000000)},
    {ROW("webmention", "receive", SHOWN, "no",
         "yes: other sites may announce pages that link to your articles (Webmention).\n"
         "They are shown like comments once you have approved them."),
        TEXT(webmention_receive), .check = settings_check_yes_no},
    {ROW("webmention", "send", UNSHOWN, "no",
         "yes: the sites that your articles link to are told so when you publish."),
        TEXT(webmention_send), .check = settings_check_yes_no},
    {ROW("webmention", "private_networks", UNSHOWN, "",
         "Addresses and networks, separated by commas, that may be reached although they\n"
         "are not public: for blogs inside a company."),
        TEXT(webmention_networks), .check = settings_check_networks},
    /* UNSHOWN, because pages show the copies that there are. */
    {ROW("pictures", "formats", UNSHOWN, "webp avif",
         "The formats of the smaller copies of pictures, besides that of each picture:\n"
         "webp, avif, both, or empty. AVIF files are the smallest, but creating them takes\n"
         "half of the time. \"pamphlet media refresh\" applies a change to existing\n"
         "pictures."),
        TEXT(picture_formats), .check = settings_check_picture_formats},
    {ROW("pictures", "cards", SHOWN, "yes",
         "yes: an article without a picture gets a social card, a picture of its title that\n"
         "other sites show with links to it. \"pamphlet media refresh\" draws the cards of\n"
         "existing articles."),
        TEXT(picture_cards), .check = settings_check_yes_no},
    {ROW("server", "workers", UNSHOWN, "2",
         "The number of processes that answer requests. One per processor is a good\n"
         "choice."),
        NUMBER(workers), RANGE(1, 256)},
    {ROW("server", "deadline_seconds", UNSHOWN, "10",
         "Seconds after which an unfinished request is aborted."),
        NUMBER(deadline_seconds), RANGE(1, 600)},
    {ROW("server", "trusted_proxies", UNSHOWN, "",
         "Addresses and networks of proxies and CDNs in front of the web server, separated\n"
         "by commas. From these, the reader's address is taken from X-Forwarded-For."),
        TEXT(trusted_proxies), .check = settings_check_networks},
    {ROW("server", "sandbox", UNSHOWN, "yes",
         "yes: the processes that answer readers can open no files but those of the site,\n"
         "execute no program and connect nowhere (Landlock and seccomp). \"no\" is for a\n"
         "system on which this fails."),
        TEXT(sandbox), .check = settings_check_yes_no},
    {ROW("server", "metrics_address", UNSHOWN, "",
         "An address and port, such as 127.0.0.1:9464, at which Prometheus gets metrics of\n"
         "this blog. Anybody who can connect can read them. Empty: only the socket\n"
         "run/metrics.sock."),
        TEXT(metrics_address), .check = settings_check_port},
    {ROW("server", "backup_days", UNSHOWN, "7",
         "Days after which \"pamphlet doctor\" and \"pamphlet status\" call the last backup\n"
         "old. 0: never."),
        NUMBER(backup_days), RANGE(0, 3650)},
    {ROW("server", "backup_recipient", UNSHOWN, "",
         "Public keys of age, separated by commas, for which backups are encrypted:\n"
         "\"pamphlet backup --new-key=FILE\" prints one. Empty: they are not encrypted."),
        TEXT(backup_recipient), .check = settings_check_recipients},
    {ROW("server", "database", UNSHOWN, "",
         "The address of a database of PostgreSQL, postgresql://USER@HOST/NAME, for a blog\n"
         "that several machines serve. Empty: the file pamphlet.db in this directory."),
        TEXT(database), .check = settings_check_database},
};

/* The page cache was called the page store, and its section [pages]. */
static const struct settings_alias aliases[] = {
    {"pages", "store", "cache", "folder"},
    {"pages", "limit_mb", "cache", "limit_mb"},
};

_Static_assert(sizeof rows / sizeof rows[0] == SETTINGS_ROWS,
    "SETTINGS_ROWS is the number of rows");

const struct settings_row *settings_table_row(size_t i) {
  return i < SETTINGS_ROWS ? &rows[i] : NULL;
}

const struct settings_row *settings_table_find(const char *section, const char *name) {
  for (size_t i = 0; i < SETTINGS_ROWS; i++)
    if (strcmp(rows[i].section, section) == 0 && strcmp(rows[i].name, name) == 0)
      return &rows[i];
  return NULL;
}

bool settings_table_has_section(const char *section) {
  for (size_t i = 0; i < SETTINGS_ROWS; i++)
    if (strcmp(rows[i].section, section) == 0)
      return true;
  return settings_table_alias_section(section) != NULL;
}

const struct settings_alias *settings_table_alias(
    const char *section, const char *name) {
  for (size_t i = 0; i < sizeof aliases / sizeof aliases[0]; i++)
    if (strcmp(aliases[i].former_name, name) == 0 &&
        (!section || strcmp(aliases[i].former_section, section) == 0))
      return &aliases[i];
  return NULL;
}

const char *settings_table_alias_section(const char *section) {
  for (size_t i = 0; i < sizeof aliases / sizeof aliases[0]; i++)
    if (strcmp(aliases[i].former_section, section) == 0)
      return aliases[i].section;
  return NULL;
}

static void *settings_table_at(
    struct settings_values *values, const struct settings_row *row) {
  return (char *)values + row->offset;
}

bool settings_table_set(struct settings_values *values, const struct settings_row *row,
    const char *value, char *fault, size_t fault_size) {
  if (row->kind == SETTINGS_NUMBER_KIND) {
    char *end;
    int64_t n = strtoll(value, &end, 10);
    /* strtoll returns its largest number for one that is too large, which no row
     * allows. */
    if (!*value || *end || n < row->least || n > row->most) {
      snprintf(fault, fault_size, "%s must be a whole number from %lld to %lld",
          row->name, (long long)row->least, (long long)row->most);
      return false;
    }
    /* memcpy, because the compiler does not know the type of the member at this
     * offset. */
    memcpy(settings_table_at(values, row), &n, sizeof n);
    return true;
  }
  const char *wrong = row->check(value);
  if (wrong) {
    snprintf(fault, fault_size, "%s %s", row->name, wrong);
    return false;
  }
  memcpy(settings_table_at(values, row), &value, sizeof value);
  return true;
}

/* settings_key hashes this text, and processes compare the hashes: those of two
 * versions of the program may differ, which costs a new epoch and nothing else. */
void settings_table_print(
    struct buf *out, const struct settings_values *values, enum settings_effect least) {
  for (size_t i = 0; i < SETTINGS_ROWS; i++) {
    const char *at = (const char *)values + rows[i].offset;
    if (rows[i].effect < least)
      continue;
    if (rows[i].kind == SETTINGS_NUMBER_KIND) {
      int64_t n;
      memcpy(&n, at, sizeof n);
      buf_printf(out, "%s=%lld\n", rows[i].name, (long long)n);
    } else {
      const char *text;
      memcpy(&text, at, sizeof text);
      buf_printf(out, "%s=%s\n", rows[i].name, text);
    }
  }
}
