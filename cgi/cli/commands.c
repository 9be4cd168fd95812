/* How it works: one table has all commands. Dispatch, help, manual page, completion and
 * the check of options read it, so that a command is added here and nowhere else. Its
 * order is that of the help: from a new site to its care. */
#include "cli/commands.h"

#include "cli/backup.h"
#include "cli/cache.h"
#include "cli/check.h"
#include "cli/command_options.h"
#include "cli/comment.h"
#include "cli/comment_block.h"
#include "cli/comment_closing.h"
#include "cli/comment_empty.h"
#include "cli/comment_move.h"
#include "cli/comment_state.h"
#include "cli/comment_text.h"
#include "cli/config.h"
#include "cli/database.h"
#include "cli/doctor.h"
#include "cli/export.h"
#include "cli/help/completion.h"
#include "cli/help/help.h"
#include "cli/help/manual.h"
#include "cli/import.h"
#include "cli/init.h"
#include "cli/mail.h"
#include "cli/mail_receive.h"
#include "cli/media.h"
#include "cli/moderation/moderate.h"
#include "cli/post.h"
#include "cli/post_correct.h"
#include "cli/post_edit.h"
#include "cli/post_live.h"
#include "cli/post_preview.h"
#include "cli/post_revisions.h"
#include "cli/post_state.h"
#include "cli/post_write.h"
#include "cli/privacy.h"
#include "cli/redirect.h"
#include "cli/reload.h"
#include "cli/restore.h"
#include "cli/spam.h"
#include "cli/stats.h"
#include "cli/status.h"
#include "cli/theme.h"
#include "cli/upgrade.h"
#include "import/common/import_formats_list.h"

/* The number after the examples is how many arguments the command requires.
 * tests/unit/cli/commands_test.c checks the form of each row. */
static const struct command rows[] = {
    {NULL, "init", "[DIR]", "Create a new site",
        {{"title", "TITLE", "Name of the blog"},
            {"tagline", "TEXT", "Short description, shown below the name"},
            {"base-url", "URL", "Public address, such as https://example.org"},
            {"language", "LANG", "Language of the articles (default: en)"},
            {"database", "URL", "Database of PostgreSQL instead of a file"}},
        "pamphlet init blog --title=\"Harbour Notes\" --base-url=https://example.org\n",
        0, init_run},
    /* {{0}} ends the options: this command has none. */
    {NULL, "upgrade", "", "Upgrade the database to this version of the program", {{0}},
        "pamphlet upgrade\n", 0, upgrade_run},
    {"database", "copy", "FROM TO",
        "Copy the database of a blog to a file or to PostgreSQL, while it is in use",
        {{"switch", NULL, "Let the site use the copy from then on"},
            {"quiet", NULL, "Show no progress"}},
        "pamphlet database copy --switch pamphlet.db postgresql://db.example.org/blog\n"
        "pamphlet database copy --switch postgresql://db.example.org/blog pamphlet.db\n"
        "pamphlet database copy pamphlet.db /mnt/elsewhere/pamphlet.db\n",
        2, database_copy_run},
    /* No argument is required, because --old-urls can be given alone (cli/import.c). */
    {NULL, "import", "FILE|DIR|- ...",
        "Import Markdown and HTML files, or exports of other engines",
        {{"dry-run", NULL, "Show what would change, without changing anything"},
            {"quiet", NULL, "Print only errors and warnings"},
            {"verbose", NULL, "Print a line for every file and every warning"},
            /* Not --format=json: here --format is about the input. */
            {"json", NULL, "Print events as JSON, one per line"},
            {"format", "auto" IMPORT_FORMATS(IMPORT_FORMAT_CHOICE),
                "Force the input format"},
            {"list-formats", NULL, "List the input formats"},
            {"source-dir", "DIR", "Folder with the uploads of the WordPress site"},
            {"charset", "NAME",
                "Encoding of the files, such as ISO-8859-1 (default: UTF-8)"},
            {"watch", NULL, "Go on importing what changes in the folder, until Ctrl-C"},
            {"prune", NULL,
                "Turn articles into drafts if their files were removed from the folder"},
            {"keep-addresses", NULL,
                "Give new articles the addresses that they had on the old site"},
            {"old-urls", "FILE",
                "Check that each address in a list or sitemap of the old site leads"
                " somewhere"}},
        "pamphlet import posts/\npamphlet import --dry-run posts/ pages/about.md\n"
        "pamphlet import old-blog.xml --source-dir=/var/www/wp-content/uploads\n"
        "pamphlet import --old-urls=old-sitemap.xml\n"
        "pamphlet import --watch posts/\n",
        0, import_run_command},
    {NULL, "export", "DIR|FILE|-", "Export the site as files or as one document",
        {{"format", "markdown|json|wxr",
             "A folder of Markdown files (default), or one document; wxr is for WordPress"},
            {"with-personal-data", NULL, "Include readers' email addresses"},
            {"comments", NULL,
                "Only the comments: wxr is for Disqus then, json for Commento"},
            {"with-spam", NULL, "Include comments that are spam or in the trash"},
            {"force", NULL, "Replace an earlier export; hidden files are kept"}},
        "pamphlet export ~/blog-files\npamphlet export --force ~/blog-files\n"
        "pamphlet export --comments --format=wxr comments.xml\n"
        "pamphlet export --format=wxr blog.xml\n"
        "pamphlet export --format=json - | jq .articles[].title\n",
        1, export_run},
    {"post", "list", "", "List posts and pages",
        {{"type", "post|page", "Show only this type"},
            {"status", "publish|draft|future|private|withdrawn|any",
                "Show only this status (default: any)"},
            {"author", "NAME", "Show only articles of this author"},
            {"category", "NAME", "Show only articles in this category or below it"},
            {"tag", "NAME", "Show only articles with this tag"},
            {"orderby", "date|modified|title|id", "Order of the list (default: date)"},
            {"order", "asc|desc",
                "Ascending or descending (default: newest first, A to Z)"},
            FORMAT_LIST, FIELDS,
            {"search", "WORDS",
                "Show only articles that match, best first, as on the search page"}},
        "pamphlet post list --status=draft\n"
        "pamphlet post list --category=Harbour --orderby=title\n"
        "pamphlet post list --search='\"low tide\" har* -fog'\n"
        "pamphlet post list --fields=id,title,url --format=csv > posts.csv\n",
        0, post_list},
    {"post", "get", "ID", "Show one post or page", {FORMAT_OBJECT, FIELDS},
        "pamphlet post get 7 --format=json\npamphlet post get tide --field=content\n",
        1, post_get},
    /* No argument is required: --title or --content is enough (post_write.c). */
    {"post", "create", "[FILE|-]",
        "Create a post from a file or from options, by default as a draft",
        {ARTICLE, {"porcelain", NULL, "Print only the ID of the new post"}},
        "pamphlet post create tide.md\n"
        "pamphlet post create --title=\"Low tide\" --content=\"At *six*.\""
        " --status=publish\n"
        "fortune | pamphlet post create - --title=Fortune --porcelain\n",
        0, post_create},
    /* Where a synopsis has no "...", the number of its words is the greatest number of
     * arguments (command_line.c). */
    {"post", "update", "ID ... [FILE|-]",
        "Change the fields of posts with options, or their text with a file", {ARTICLE},
        "pamphlet post update 7 --title=\"Lower tide\" --tags=tides,mud\n"
        "pamphlet post update 7 tide.md\n"
        "pamphlet post update $(pamphlet post list --type=post --format=ids)"
        " --comments=closed\n",
        1, post_update},
    {"post", "edit", "ID", "Open a post in your editor ($VISUAL or $EDITOR)", {{0}},
        "pamphlet post edit tide\nEDITOR=nano pamphlet post edit 7\n", 1, post_edit},
    {"post", "revisions", "ID", "List the versions of a post", {FORMAT_OBJECT},
        "pamphlet post revisions tide\n", 1, post_revisions},
    {"post", "diff", "ID [REVISION [REVISION]]",
        "Show what has changed between two versions of a post", {{0}},
        "pamphlet post diff 7\npamphlet post diff 7 3\npamphlet post diff 7 3 5\n", 1,
        post_diff},
    {"post", "restore", "ID REVISION",
        "Make a former version of a post the present one", {{0}},
        "pamphlet post restore 7 3\n", 2, post_restore},
    {"post", "publish", "ID ...", "Publish posts now", {{0}},
        "pamphlet post publish 7 8\n"
        "pamphlet post publish $(pamphlet post list --status=draft --format=ids)\n",
        1, post_publish},
    /* Only deleting asks for confirmation: all other changes of a status can be undone.
     */
    {"post", "unpublish", "ID ...", "Turn posts back into drafts", {{0}},
        "pamphlet post unpublish 7\n", 1, post_unpublish},
    {"post", "schedule", "ID ... DATE", "Schedule posts for publication", {{0}},
        "pamphlet post schedule 7 2026-12-24\n"
        "pamphlet post schedule 7 8 \"2026-12-24 08:00\"\n",
        2, post_schedule},
    {"post", "preview", "ID ...",
        "Print a link that lets others read a post before it is published",
        {{"for", "TIME", "How long the link works, such as 12h or 2w (default: 3d)"},
            {"revoke", NULL, "Instead, make all preview links of these posts invalid"}},
        "pamphlet post preview 7 --for=3d\npamphlet post preview 7 --revoke\n", 1,
        post_preview},
    {"post", "correct", "ID [FILE|-]",
        "Tell readers about a mistake in a published post, whose text a file may replace",
        {{"note", "TEXT", "What was wrong, in a sentence or two"},
            {"no-diff", NULL, "Do not show readers which words were changed"},
            {"list", NULL, "List the corrections of the post"},
            {"remove", "ID", "Remove one of them"}, FORMAT_LIST},
        "pamphlet post correct 7 --note=\"The ferry leaves at 6:30, not at 6:00.\"\n"
        "pamphlet post correct 7 ferry.md --note=\"The ferry leaves at 6:30, not at 6:00.\"\n"
        "pamphlet post correct 7 --list\npamphlet post correct 7 --remove=3\n",
        1, post_correct},
    {"post", "live", "ID add|edit|remove|list|start|end [UPDATE] [TEXT|-]",
        "Add dated updates to a post, while something goes on",
        {{"title", "TEXT", "Title of the update"},
            {"date", "DATE",
                "When it happened, such as \"2026-11-24 09:30\" (default: now)"},
            {"file", "FILE", "Read the text from this file"},
            {"order", "newest|oldest",
                "With start: which updates come first (default: newest)"},
            {"refresh", "SECONDS",
                "With start: let browsers load the page again after this time; 0 for never"},
            {"porcelain", NULL, "With add: print only the number of the update"},
            FORMAT_LIST},
        "pamphlet post live 7 add \"The first boats are out.\"\n"
        "pamphlet post live 7 add - --title=\"High water\" < update.md\n"
        "pamphlet post live 7 edit 3\n"
        "pamphlet post live 7 start --order=oldest --refresh=120\n"
        "pamphlet post live 7 end\n",
        2, post_live},
    {"post", "delete", "ID ...", "Permanently delete posts and their comments", {YES},
        "pamphlet post delete 7 --yes\n", 1, post_delete},
    {"comment", "list", "", "List comments, newest first",
        {COMMENTS("all"), FORMAT_LIST, FIELDS},
        "pamphlet comment list --status=hold\n"
        "pamphlet comment list --field=author --post=7\n"
        "pamphlet comment list --search=casino --since=7d\n"
        "pamphlet comment list --status=spam --format=ids | xargs pamphlet comment trash\n",
        0, comment_list},
    {"comment", "get", "ID", "Show one comment, including its author's email address",
        {FORMAT_OBJECT, FIELDS}, "pamphlet comment get 12\n", 1, comment_get},
    {"comment", "moderate", "",
        "Decide about waiting comments, one after the other, on a full screen",
        {{"status", "approve|hold|spam|trash",
             "Go through comments of this status (default: hold)"},
            {"post", "ID", "Show only the comments on this article"}},
        "pamphlet comment moderate\npamphlet comment moderate --status=spam\n", 0,
        moderate_run},
    {"comment", "reply", "ID [TEXT|-]",
        "Reply as the author of the article, in your editor if there is no text",
        {{"porcelain", NULL, "Print only the ID of the reply"}},
        "pamphlet comment reply 12\n"
        "pamphlet comment reply 12 'Thank you, that is fixed.'\n"
        "pamphlet comment reply 12 - < reply.txt\n",
        1, comment_reply_command},
    {"comment", "edit", "ID", "Edit a comment in your editor, or by options",
        {{"content", "TEXT|-", "New text; \"-\" reads it from standard input"},
            {"author", "NAME", "New name of its author"},
            {"url", "URL", "New website of its author; empty for none"}},
        "pamphlet comment edit 12\npamphlet comment edit 12 --url=\n", 1,
        comment_edit_command},
    {"comment", "approve", "[ID ...|-]",
        "Approve comments so that readers can see them", {COMMENTS("hold"), CHANGE},
        "pamphlet comment approve 12 13\n"
        "pamphlet comment approve --author=Ada --status=hold\n",
        0, comment_approve},
    {"comment", "unapprove", "[ID ...|-]", "Hold comments for moderation again",
        {COMMENTS("approve"), CHANGE},
        "pamphlet comment unapprove 12\npamphlet comment unapprove --post=7 --since=1d\n",
        0, comment_unapprove},
    {"comment", "spam", "[ID ...|-]", "Mark comments as spam",
        {COMMENTS("hold and approve"), CHANGE},
        "pamphlet comment spam 12\n"
        "pamphlet comment spam --status=hold --search=casino --dry-run\n"
        "pamphlet comment list --ip=203.0.113.7 --format=ids | pamphlet comment spam -\n",
        0, comment_spam},
    {"comment", "unspam", "[ID ...|-]",
        "Return spam to what it was before: approved, or else held",
        {COMMENTS("spam"), CHANGE},
        "pamphlet comment unspam 12\npamphlet comment unspam --reason=word --since=1d\n",
        0, comment_unspam},
    {"comment", "trash", "[ID ...|-]", "Move comments to the trash",
        {COMMENTS("hold and approve"), CHANGE},
        "pamphlet comment trash 12\npamphlet comment trash --status=spam --yes\n", 0,
        comment_trash},
    {"comment", "untrash", "[ID ...|-]",
        "Take comments out of the trash; they become what they were before",
        {COMMENTS("trash"), CHANGE},
        "pamphlet comment untrash 12\npamphlet comment untrash --since=1h\n", 0,
        comment_untrash},
    {"comment", "delete", "[ID ...|-]", "Permanently delete comments",
        {COMMENTS("spam and trash"), CHANGE},
        "pamphlet comment delete 12 --yes\n"
        "pamphlet comment delete --status=spam --until=30d --yes\n",
        0, comment_delete},
    {"comment", "empty-trash", "", "Permanently delete the comments in the trash",
        {{"spam", NULL, "Delete spam instead of the trash"},
            {"older-than", "DAYS", "Only what has been there for longer"},
            {"dry-run", NULL, "Only say how many comments would be deleted"}, YES},
        "pamphlet comment empty-trash\n"
        "pamphlet comment empty-trash --spam --older-than=7 --yes\n",
        0, comment_empty_trash},
    {"comment", "move", "[ID ...|-]",
        "Move comments, with their replies, to another post",
        {{"to", "POST", "The post: its ID, slug, path or URL"},
            COMMENTS("hold and approve"), CHANGE},
        "pamphlet comment move 12 --to=low-tide\n"
        "pamphlet comment move --post=7 --status=all --to=9 --yes\n",
        0, comment_move_command},
    {"comment", "close", "[ID ...]",
        "Accept no comments on posts, or on the whole site, for the time being",
        {{"all", NULL, "Close the whole site; single posts keep their own state"},
            {"message", "SENTENCE", "What readers see in place of the form"}},
        "pamphlet comment close 7\n"
        "pamphlet comment close --all --message=\"Comments are back on Monday.\"\n",
        0, comment_close_command},
    {"comment", "open", "[ID ...]", "Accept comments again",
        {{"all", NULL, "Open the site; posts that were closed one by one stay closed"}},
        "pamphlet comment open 7\npamphlet comment open --all\n", 0,
        comment_open_command},
    {"comment", "block", "ID ...",
        "Take further comments from the same networks for spam", {{0}},
        "pamphlet comment block 12\n", 1, comment_block},
    {"comment", "blocked", "", "List networks that were blocked by a comment",
        {FORMAT_LIST}, "pamphlet comment blocked\n", 0, comment_blocked},
    {"comment", "unblock", "ID ...", "Remove blocks that \"comment blocked\" lists",
        {{0}}, "pamphlet comment unblock 3\n", 1, comment_unblock},
    {"comment", "count", "[ID]", "Count comments by status, for one article or for all",
        {COMMENTS("all"), FORMAT_OBJECT},
        "pamphlet comment count\npamphlet comment count 7 --format=json\n", 0,
        comment_count},
    {"spam", "status", "", "Show what the spam filter has learned", {FORMAT_OBJECT},
        "pamphlet spam status\n", 0, spam_status},
    {"spam", "explain", "[TEXT|-]", "Explain how the spam filter judges a text",
        {{"comment", "ID", "Judge this comment instead of a text"},
            {"author", "NAME", "Name of the author of the text"},
            {"url", "URL", "Website of the author of the text"}, FORMAT_OBJECT},
        "pamphlet spam explain \"Buy cheap watches at www.spam.example\"\n"
        "pamphlet spam explain --comment=12\n",
        0, spam_explain},
    {"spam", "train", "[FILE|- ...]",
        "Teach the spam filter the comments that are approved or spam", {{0}},
        "pamphlet spam train\n"
        "pamphlet -C /srv/other comment list --format=json"
        " --fields=author,url,content,status | pamphlet spam train -\n",
        0, spam_train},
    {"spam", "reset", "", "Delete what the spam filter has learned", {YES},
        "pamphlet spam reset\n", 0, spam_reset},
    {"mail", "status", "", "Show the queue of mails, and what the mail system said",
        {{"state", "queued|sending|sent|failed|unknown|all",
             "Only mails in this state (default: all but sent)"},
            FORMAT_LIST, FIELDS},
        "pamphlet mail status\npamphlet mail status --state=all --format=json\n", 0,
        mail_status_command},
    {"mail", "retry", "[ID ...]", "Send mails again that failed or may have failed",
        {{"failed", NULL, "All that have failed"},
            {"unknown", NULL, "All of which nobody knows whether they were accepted"}},
        "pamphlet mail retry 12\npamphlet mail retry --failed\n", 0,
        mail_retry_command},
    {"mail", "test", "ADDRESS", "Send a mail to try out whether mail arrives", {{0}},
        "pamphlet mail test you@example.org\n", 1, mail_test_command},
    {"mail", "author", "[SLUG [ADDRESS]]",
        "Report comments on an author's articles to an address of their own",
        {{"none", NULL, "Remove the address"}, FORMAT_LIST},
        "pamphlet mail author\npamphlet mail author ada ada@example.org\n"
        "pamphlet mail author ada --none\n",
        0, mail_author_command},
    {"mail", "receive", "[ADDRESS]",
        "Read a reply to a mail from standard input, for a mail system", {{0}},
        "pamphlet -C /srv/blog mail receive reply+12-20817-...@example.org < mail.eml\n",
        0, mail_receive_command},
    {"privacy", "export", "[EMAIL]",
        "Print everything that is stored about one person, as JSON",
        {{"name", "NAME", "The comments by this name, instead of an address"}},
        "pamphlet privacy export ada@example.org > ada.json\n"
        "pamphlet privacy export --name=Ada\n",
        0, privacy_export},
    {"privacy", "erase", "[EMAIL]", "Delete everything that is stored about one person",
        {{"name", "NAME", "The comments by this name, instead of an address"},
            {"anonymise", NULL, "Keep the texts of comments, without name and website"},
            {"dry-run", NULL, "Only say what would be deleted"}, YES},
        "pamphlet privacy erase ada@example.org --dry-run\n"
        "pamphlet privacy erase ada@example.org --anonymise --yes\n",
        0, privacy_erase},
    {"redirect", "add", "OLD NEW",
        "Redirect a path where the site has nothing to another address", {{0}},
        "pamphlet redirect add /tags/low-tide/ /tag/low-tide/\n"
        "pamphlet redirect add /shop/ https://shop.example.org/\n",
        2, redirect_add_command},
    {"redirect", "list", "", "List the redirects", {FORMAT_LIST, FIELDS},
        "pamphlet redirect list\npamphlet redirect list --format=csv > redirects.csv\n",
        0, redirect_list},
    {"redirect", "remove", "OLD ...", "Remove redirects", {{0}},
        "pamphlet redirect remove /shop/\n", 1, redirect_remove},
    {"redirect", "import", "FILE ...",
        "Add redirects from a file with two addresses per line, such as _redirects",
        {{0}}, "pamphlet redirect import redirects.csv\n", 1, redirect_import},
    {NULL, "doctor", "", "Diagnose problems with the site and suggest fixes",
        {FORMAT_OBJECT,
            {"user", "NAME", "User who runs pamphlet.fcgi (default: found out)"}},
        "pamphlet doctor\npamphlet doctor --user=www-data\n"
        "pamphlet doctor --format=json\n",
        0, doctor_run},
    {NULL, "status", "", "Show the state of the blog on one screen", {FORMAT_OBJECT},
        "pamphlet status\npamphlet status --format=json\n", 0, status_run},
    {NULL, "stats", "", "Count posts and comments, month by month",
        {FORMAT_OBJECT, {"months", "NUMBER", "Number of months (default: 12)"}},
        "pamphlet stats\npamphlet stats --months=36 --format=json\n", 0, stats_run},
    {"config", "list", "", "List the settings", {FORMAT_OBJECT},
        "pamphlet config list\npamphlet config list --format=json\n", 0, config_list},
    {"config", "get", "NAME", "Show the value of a setting", {{0}},
        "pamphlet config get base_url\npamphlet config get cache.folder\n", 1,
        config_get},
    {"config", "set", "NAME VALUE", "Change a setting in site.ini",
        {{"reload", NULL, "Apply it to the running pamphlet.fcgi"}},
        "pamphlet config set title \"Harbour Notes\"\n"
        "pamphlet config set --reload per_page 20\n",
        2, config_set},
    {NULL, "reload", "", "Apply changed settings and templates to the running service",
        {{0}}, "pamphlet reload\npamphlet -C /srv/blog reload\n", 0, reload_run},
    {"theme", "list", "", "List the themes", {FORMAT_OBJECT}, "pamphlet theme list\n",
        0, theme_list},
    {"theme", "use", "NAME", "Switch to another theme",
        {{"reload", NULL, "Apply it to the running service"},
            {"force", NULL, "Switch even if the theme has problems"}},
        "pamphlet theme use plain --reload\n", 1, theme_use},
    {"theme", "check", "[NAME]",
        "Check the templates, names, HTML and contrast of a theme", {FORMAT_OBJECT},
        "pamphlet theme check\npamphlet theme check harbour\n", 0, theme_check_command},
    {"theme", "new", "[NAME|DIR]",
        "Start a new theme, or copy all built-in files into the site",
        {{"all", NULL, "Also copy all built-in files into the new theme"},
            {"force", NULL, "Replace files that exist"}},
        "pamphlet theme new harbour\npamphlet theme new\npamphlet theme new /tmp/theme\n",
        0, theme_new},
    {"cache", "status", "", "Show the state of the page cache", {FORMAT_OBJECT},
        "pamphlet cache status\n", 0, cache_status},
    /* No confirmation: what is lost is rendered again. */
    {"cache", "flush", "", "Remove all pages from the cache", {{0}},
        "pamphlet cache flush\n", 0, cache_flush},
    {"cache", "warm", "", "Render every page into the cache",
        {{"quiet", NULL, "Print only errors"}}, "pamphlet cache warm\n", 0, cache_warm},
    {"media", "refresh", "",
        "Create missing copies of pictures and social cards, and remove unused ones",
        {{"quiet", NULL, "Print only errors and defective pictures"}},
        "pamphlet media refresh\n", 0, media_refresh},
    {NULL, "backup", "[FILE|-]", "Back up the whole site, and verify the backup",
        {{"to", "DIR", "Write a file named after the site and the time to this folder"},
            {"keep", "NUMBER", "Keep the newest backups in DIR, and delete older ones"},
            {"keep-daily", "NUMBER", "Also keep one for each of the last days"},
            {"keep-weekly", "NUMBER", "Also keep one for each of the last weeks"},
            {"keep-monthly", "NUMBER", "Also keep one for each of the last months"},
            {"recipient", "KEY,...",
                "Encrypt for these public keys of age, or those in files"},
            {"new-key", "FILE",
                "Only write a new secret key to FILE, and print the public one"},
            {"force", NULL, "Replace FILE if it exists"}},
        "pamphlet backup --to=/var/backups --keep=3 --keep-weekly=4 --keep-monthly=12\n"
        "pamphlet backup --new-key=/root/backup-key.txt\n"
        "pamphlet backup - | ssh backup.example.org 'cat > blog.tar.zst'\n",
        0, backup_run},
    {NULL, "check", "", "Check for damage, missing files and missing alternative texts",
        {{"links", NULL, "Instead, look for broken links, anchors and redirects"},
            {"external", NULL,
                "With --links, also ask other sites about links to them"},
            {"limit", "NUMBER", "Ask about so many addresses (default: 1000)"},
            {"timeout", "SECONDS", "Wait so long for each answer (default: 20)"},
            {"pause", "SECONDS", "Wait between requests to one host (default: 1)"},
            {"duration", "MINUTES", "Stop asking after this time (default: 30)"},
            FORMAT_OBJECT},
        "pamphlet check\npamphlet check --links --format=csv > links.csv\n"
        "pamphlet check --links --external --limit=200\n",
        0, check_run},
    /* No --force: the old site is always kept, so there is nothing to confirm. */
    {NULL, "restore", "FILE", "Restore the site from a backup and keep the old site",
        {{"dry-run", NULL,
             "Verify FILE and show what would change, without changing it"},
            {"identity", "FILE", "Decrypt with the secret keys of age in FILE"}},
        "pamphlet restore --dry-run /var/backups/blog-20261124T021500Z.tar.zst\n"
        "pamphlet restore /var/backups/blog-20261124T021500Z.tar.zst\n",
        1, restore_run},
    {NULL, "completion", "bash|zsh|fish", "Print the completion script for a shell",
        {{0}},
        "source <(pamphlet completion bash)\n"
        "pamphlet completion fish > ~/.config/fish/completions/pamphlet.fish\n",
        1, completion_run},
    /* The build prints the pages that are installed with this command
     * (cmake/manual.cmake). */
    {NULL, "manual", "pamphlet.1|site.ini.5|pamphlet.fcgi.8", "Print a manual page",
        {{0}}, "pamphlet manual site.ini.5 | man -l -\n", 1, manual_run},
    {NULL, "help", "[COMMAND] [VERB]", "Explain a command, or list all commands", {{0}},
        "pamphlet help\npamphlet help backup\npamphlet help post list\n", 0, help_run},
    {NULL, "version", "", "Print the version", {{0}}, "pamphlet version\n", 0,
        version_run},
    {0},
};

/* Scripts of users may still have the former noun. */
static const struct command_alias aliases[] = {{"pages", "cache"}, {0}};

const struct command_table commands = {rows, aliases};
