/* Inside cli only: options that several commands have. Macros without functions. */
#ifndef CLI_COMMAND_OPTIONS_H
#define CLI_COMMAND_OPTIONS_H

/* Options that several commands have, so that each reads the same everywhere. A list
 * has the formats "ids" and "count" too, which make no sense for a single object. */
#define FORMAT_LIST                                                                    \
  { "format", "table|json|csv|yaml|ids|count", "Output format (default: table)" }
#define FORMAT_OBJECT                                                                  \
  { "format", "table|json|csv|yaml", "Output format (default: table)" }
#define FIELDS                                                                         \
  {"fields", "NAMES", "Show only these fields, separated by commas"}, {                \
    "field", "NAME", "Print only the value of this field"                              \
  }
#define YES                                                                            \
  {"yes", NULL, "Delete without asking for confirmation"}, {                           \
    "force", NULL, "Same as --yes"                                                     \
  }
/* The options of cli/comment_filter.c; which status they mean without --status differs.
 */
#define COMMENTS(statuses)                                                             \
  {"status", "hold|approve|spam|trash|all",                                            \
      "Only this status (default: " statuses ")"},                                     \
      {"post", "ID", "Only comments on this article; also its slug, path or URL"},     \
      {"author", "NAME", "Only comments by this name"},                                \
      {"search", "TEXT", "Only comments with this in the name, website or text"},      \
      {"ip", "ADDRESS", "Only comments of the last 30 days from this network"},        \
      {"since", "DATE", "Only comments since this date, or of the last 7d or 12h"},    \
      {"until", "DATE", "Only comments from before this date"},                        \
      {"reason", "RULE", "Only comments that this rule has decided about"}, {          \
    "min-score", "NUMBER",                                                             \
        "Only comments with at least this spam score, from 0 to 100"                   \
  }
#define CHANGE                                                                         \
  {"dry-run", NULL, "Only say how many comments would be changed"},                    \
      {"yes", NULL, "Do not ask for confirmation"}, {                                  \
    "force", NULL, "Same as --yes"                                                     \
  }
/* The keys of front matter, as options, and the text: cli/post_text.c has the same
 * names. */
#define ARTICLE                                                                        \
  {"title", "TEXT", "Title"}, {"slug", "SLUG", "Last part of the address"},            \
      {"date", "DATE", "Publication date, such as \"2026-11-24 09:30\""},              \
      {"status", "publish|draft|future|private",                                       \
          "Status; publish becomes future if the date is in the future"},              \
      {"type", "post|page", "A post, listed by date, or a standalone page"},           \
      {"author", "NAME", "Name of the author"},                                        \
      {"excerpt", "TEXT", "Summary, shown in lists"},                                  \
      {"lang", "LANG", "Language, such as pt-BR"},                                     \
      {"categories", "NAMES", "Categories, separated by commas; A/B is B within A"},   \
      {"tags", "NAMES", "Tags, separated by commas"},                                  \
      {"parent", "SLUG", "Parent page of a page"},                                     \
      {"comments", "open|closed", "Whether readers can comment"},                      \
      {"expires", "DATE", "Date on which it is withdrawn; empty for never"},           \
      {"aliases", "PATHS", "Further paths that lead to it, separated by commas"},      \
      {"sticky", NULL, "Keep it at the top of the home page"},                         \
      {"no-sticky", NULL, "Do not keep it there any longer"},                          \
      {"menu", NULL, "Show it in the menu, if it is a page"},                          \
      {"no-menu", NULL, "Do not show it there any longer"}, {                          \
    "content", "MARKDOWN", "Text of the post"                                          \
  }

#endif
