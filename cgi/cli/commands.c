#include "cli/command/command.h"

#define ROWS "format=table|json|csv|yaml|ids|count"
#define ROWS_MEANING "How to show them"
#define OBJECT "format=table|json|csv|yaml"
#define OBJECT_MEANING "How to show it"
#define FIELDS_OPTION "fields=NAMES", "field=NAME"
#define FIELDS_MEANING                                                                 \
  "Only these fields, commas between", "Only the values of this field"

/* In the order of cli/post_text.h. */
#define WRITE                                                                          \
  "title=TEXT", "slug=SLUG", "date=DATE", "status=publish|draft|future|private",       \
      "type=post|page", "author=NAME", "excerpt=TEXT", "lang=LANG",                    \
      "categories=NAMES", "tags=NAMES", "parent=SLUG", "comments=open|closed"
#define WRITE_MEANING                                                                  \
  "What it is called", "The last part of its address",                                 \
      "When it is published, like \"2026-11-24 09:30\"",                               \
      "Who sees it; a date to come makes publish future",                              \
      "One by date, or one that stands by itself", "Who wrote it",                     \
      "What lists show of it", "Its language, like pt-BR",                             \
      "Commas between, A/B for B within A", "Commas between", "The page above a page", \
      "Whether readers can comment"

const struct command commands[] = {
    {NULL, "init", "[DIR]", "Make a new site",
        {"title=TITLE", "tagline=TEXT", "base-url=URL", "language=LANG"},
        {"The name of the blog", "A few words below it",
            "Where readers reach it, like https://example.org",
            "Language of the interface (en)"},
        "pamphlet init blog --title=\"Harbour Notes\" --base-url=https://example.org\n",
        0, init_run},
    {NULL, "upgrade", "", "Bring the database to this version of the program", {NULL},
        {NULL}, "pamphlet upgrade\n", 0, upgrade_run},
    {NULL, "import", "FILE|DIR|- ...",
        "Import Markdown and HTML files, or the export file of WordPress",
        {"dry-run", "quiet", "json", "format=auto|markdown|html|wxr", "source-dir=DIR",
            "charset=NAME", "prune"},
        {"Say what would change, change nothing", "Only errors and warnings",
            "Tell it as JSON, an event a line",
            "Do not look what it is; wxr is WordPress's",
            "Folder with the uploads of the WordPress site",
            "Encoding of the files, like ISO-8859-1 (UTF-8)",
            "Make articles drafts whose files are gone from the folder"},
        "pamphlet import posts/\npamphlet import --dry-run posts/ pages/about.md\n"
        "pamphlet import old-blog.xml --source-dir=/var/www/wp-content/uploads\n",
        1, import_run_command},
    {NULL, "export", "DIR|FILE|-", "Take the site away, as files or one document",
        {"format=markdown|json|wxr", "with-personal-data", "force"},
        {"A tree that \"import\" takes back, or one document; wxr is for WordPress",
            "With readers' e-mail addresses",
            "Replace an earlier export; what begins with a dot in the folder stays"},
        "pamphlet export ~/blog-files\npamphlet export --force ~/blog-files\n"
        "pamphlet export --format=wxr blog.xml\n"
        "pamphlet export --format=json - | jq .articles[].title\n",
        1, export_run},
    {"post", "list", "", "List posts and pages",
        {"type=post|page", "status=publish|draft|future|private|withdrawn|any", ROWS,
            FIELDS_OPTION, "search=WORDS"},
        {"Only these", "Only these", ROWS_MEANING, FIELDS_MEANING,
            "Those with these words, the best first, as readers find them"},
        "pamphlet post list --status=draft\n"
        "pamphlet post list --search='\"low tide\" har* -fog'\n"
        "pamphlet post list --fields=id,title,url --format=csv > posts.csv\n",
        0, post_list},
    {"post", "get", "ID", "Show one", {OBJECT, FIELDS_OPTION},
        {OBJECT_MEANING, FIELDS_MEANING},
        "pamphlet post get 7 --format=json\npamphlet post get 7 --field=content\n", 1,
        post_get},
    {"post", "create", "[FILE|-]", "Make a post of a file or of options; a draft first",
        {WRITE, "content=MARKDOWN", "porcelain"},
        {WRITE_MEANING, "The text", "Print the id alone"},
        "pamphlet post create tide.md\n"
        "pamphlet post create --title=\"Low tide\" --content=\"At *six*.\""
        " --status=publish\n"
        "fortune | pamphlet post create - --title=Fortune --porcelain\n",
        0, post_create},
    {"post", "update", "ID ... [FILE|-]",
        "Change posts: values by options, texts by a file", {WRITE, "content=MARKDOWN"},
        {WRITE_MEANING, "The text"},
        "pamphlet post update 7 --title=\"Lower tide\" --tags=tides,mud\n"
        "pamphlet post update 7 tide.md\n"
        "pamphlet post update $(pamphlet post list --type=post --format=ids)"
        " --comments=closed\n",
        1, post_update},
    {"post", "edit", "ID", "Change one in your editor: $VISUAL or $EDITOR", {NULL},
        {NULL}, "pamphlet post edit 7\nEDITOR=nano pamphlet post edit 7\n", 1,
        post_edit},
    {"post", "publish", "ID ...", "Publish now", {NULL}, {NULL},
        "pamphlet post publish 7 8\n"
        "pamphlet post publish $(pamphlet post list --status=draft --format=ids)\n",
        1, post_publish},
    {"post", "unpublish", "ID ...", "Take posts back to drafts", {NULL}, {NULL},
        "pamphlet post unpublish 7\n", 1, post_unpublish},
    {"post", "schedule", "ID ... DATE", "Publish at a time to come", {NULL}, {NULL},
        "pamphlet post schedule 7 2026-12-24\n"
        "pamphlet post schedule 7 8 \"2026-12-24 08:00\"\n",
        2, post_schedule},
    {"post", "delete", "ID ...", "Delete for good, with comments", {"yes", "force"},
        {"Do not ask", "The same"}, "pamphlet post delete 7 --yes\n", 1, post_delete},
    {"comment", "list", "", "List comments, newest first",
        {"status=hold|approve|spam|trash|all", "post=ID", ROWS, FIELDS_OPTION},
        {"Only these", "Of one article only", ROWS_MEANING, FIELDS_MEANING},
        "pamphlet comment list --status=hold\n"
        "pamphlet comment list --field=author --post=7\n",
        0, comment_list},
    {"comment", "get", "ID", "Show one, with its email address",
        {OBJECT, FIELDS_OPTION}, {OBJECT_MEANING, FIELDS_MEANING},
        "pamphlet comment get 12\n", 1, comment_get},
    {"comment", "approve", "ID ...", "Show comments to readers", {NULL}, {NULL},
        "pamphlet comment approve 12 13\n"
        "pamphlet comment approve $(pamphlet comment list --status=hold --format=ids)\n",
        1, comment_approve},
    {"comment", "unapprove", "ID ...", "Hold comments back", {NULL}, {NULL},
        "pamphlet comment unapprove 12\n", 1, comment_unapprove},
    {"comment", "spam", "ID ...", "Mark comments as spam", {NULL}, {NULL},
        "pamphlet comment spam 12\n", 1, comment_spam},
    {"comment", "trash", "ID ...", "Put comments into the trash", {NULL}, {NULL},
        "pamphlet comment trash 12\n", 1, comment_trash},
    {"comment", "delete", "ID ...", "Delete comments for good", {"yes", "force"},
        {"Do not ask", "The same"}, "pamphlet comment delete 12 --yes\n", 1,
        comment_delete},
    {"comment", "count", "[ID]", "Count comments by status, of one article or all",
        {OBJECT}, {OBJECT_MEANING},
        "pamphlet comment count\npamphlet comment count 7 --format=json\n", 0,
        comment_count},
    {NULL, "doctor", "", "Look for what is wrong with the site, and say the mend",
        {OBJECT}, {OBJECT_MEANING}, "pamphlet doctor\npamphlet doctor --format=json\n",
        0, doctor_run},
    {NULL, "stats", "", "Count posts and comments, month by month",
        {OBJECT, "months=NUMBER"}, {OBJECT_MEANING, "How many months back (12)"},
        "pamphlet stats\npamphlet stats --months=36 --format=json\n", 0, stats_run},
    {"config", "list", "", "List the settings", {OBJECT}, {OBJECT_MEANING},
        "pamphlet config list\npamphlet config list --format=json\n", 0, config_list},
    {"config", "get", "NAME", "Show one setting", {NULL}, {NULL},
        "pamphlet config get base_url\npamphlet config get pages.store\n", 1,
        config_get},
    {"config", "set", "NAME VALUE", "Change one setting in site.ini", {NULL}, {NULL},
        "pamphlet config set title \"Harbour Notes\"\npamphlet config set per_page 20\n",
        2, config_set},
    {"pages", "status", "", "Show the page cache", {OBJECT}, {OBJECT_MEANING},
        "pamphlet pages status\n", 0, cache_status},
    {"pages", "flush", "", "Take all stored pages away", {NULL}, {NULL},
        "pamphlet pages flush\n", 0, cache_flush},
    {"pages", "warm", "", "Make and store every page there is", {"quiet"},
        {"Only errors"}, "pamphlet pages warm\n", 0, cache_warm},
    {NULL, "backup", "FILE", "Put the whole site into one file", {"force"},
        {"Replace FILE where it is there"},
        "pamphlet backup /var/backups/blog-$(date +%F).tar.zst\n"
        "pamphlet backup blog.tar.gz\n",
        1, backup_run},
    {NULL, "check", "", "Look for damage in the database and for missing files",
        {OBJECT}, {OBJECT_MEANING}, "pamphlet check\npamphlet check --format=json\n", 0,
        check_run},
    {NULL, "restore", "FILE", "Bring a site back from a backup, beside the old one",
        {NULL}, {NULL},
        "pamphlet restore /var/backups/blog-2026-11-24.tar.zst\n"
        "pamphlet -C /srv/blog restore blog.tar.gz\n",
        1, restore_run},
    {NULL, "completion", "bash|zsh|fish", "Print what makes a shell complete commands",
        {NULL}, {NULL},
        "source <(pamphlet completion bash)\n"
        "pamphlet completion fish > ~/.config/fish/completions/pamphlet.fish\n",
        1, completion_run},
    {NULL, "manual", "pamphlet.1|site.ini.5", "Print a page of the manual", {NULL},
        {NULL}, "pamphlet manual site.ini.5 | man -l -\n", 1, manual_run},
    {NULL, "help", "[COMMAND] [VERB]", "Explain one command, or list all", {NULL},
        {NULL}, "pamphlet help\npamphlet help backup\npamphlet help post list\n", 0,
        help_run},
    {NULL, "version", "", "Print the version", {NULL}, {NULL}, "pamphlet version\n", 0,
        version_run},
    {NULL, NULL, NULL, NULL, {NULL}, {NULL}, NULL, 0, NULL},
};
