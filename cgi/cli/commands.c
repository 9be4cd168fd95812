#include "cli/command.h"

#define FORMAT "format=FORMAT"
#define FORMATS "table, json, ids or count"
#define STATUSES "approve, hold, spam or trash"

const struct command commands[] = {
    {NULL, "init", "[DIR]", "make a new site",
        {"title=TITLE", "base-url=URL", "language=LANG"},
        {"the name of the blog", "where readers reach it, like https://example.org",
            "language of the interface (en)"},
        "pamphlet init blog --title=\"Harbour Notes\" --base-url=https://example.org\n",
        0, init_run},
    {NULL, "import", "FILE|DIR|- ...", "import Markdown and HTML files",
        {"dry-run", "quiet"}, {"say what would change, change nothing", "only errors"},
        "pamphlet import posts/\npamphlet import --dry-run posts/ pages/about.md\n", 1,
        import_run_command},
    {"post", "list", "", "list posts and pages", {"type=TYPE", "status=STATUS", FORMAT},
        {"post or page", "publish, draft, future, private or withdrawn", FORMATS},
        "pamphlet post list --status=draft\npamphlet post list --format=ids\n", 0,
        post_list},
    {"post", "get", "ID", "show one", {FORMAT}, {"table or json"},
        "pamphlet post get 7 --format=json\n", 1, post_get},
    {"post", "publish", "ID ...", "publish drafts now", {NULL}, {NULL},
        "pamphlet post publish 7 8\n", 1, post_publish},
    {"post", "delete", "ID ...", "delete for good, with comments", {"yes"},
        {"do not ask"}, "pamphlet post delete 7 --yes\n", 1, post_delete},
    {"comment", "list", "", "list comments, newest first",
        {"status=STATUS", "post=ID", FORMAT}, {STATUSES, "of one article", FORMATS},
        "pamphlet comment list --status=hold\n", 0, comment_list},
    {"comment", "get", "ID", "show one, with its email address", {FORMAT},
        {"table or json"}, "pamphlet comment get 12\n", 1, comment_get},
    {"comment", "approve", "ID ...", "show comments to readers", {NULL}, {NULL},
        "pamphlet comment approve 12 13\n"
        "pamphlet comment approve $(pamphlet comment list --status=hold --format=ids)\n",
        1, comment_approve},
    {"comment", "unapprove", "ID ...", "hold comments back", {NULL}, {NULL},
        "pamphlet comment unapprove 12\n", 1, comment_unapprove},
    {"comment", "spam", "ID ...", "mark comments as spam", {NULL}, {NULL},
        "pamphlet comment spam 12\n", 1, comment_spam},
    {"comment", "trash", "ID ...", "put comments into the trash", {NULL}, {NULL},
        "pamphlet comment trash 12\n", 1, comment_trash},
    {"comment", "delete", "ID ...", "delete comments for good", {"yes"}, {"do not ask"},
        "pamphlet comment delete 12 --yes\n", 1, comment_delete},
    {"comment", "count", "", "count comments by status", {"post=ID", FORMAT},
        {"of one article", "table or json"}, "pamphlet comment count\n", 0,
        comment_count},
    {NULL, NULL, NULL, NULL, {NULL}, {NULL}, NULL, 0, NULL},
};
