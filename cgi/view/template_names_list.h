/* What each name in a template means, in alphabetical order: variables, and sections
 * that are shown if something is so, or once for each of several things. docs/themes.md
 * is generated from this list, and "pamphlet theme check" knows names by it. Included
 * by template_names.c only. */
#ifndef VIEW_TEMPLATE_NAMES_LIST_H
#define VIEW_TEMPLATE_NAMES_LIST_H

#define TEMPLATE_NAMES_LIST(X)                                                         \
  X(ACTION, "where the form is sent; as a section: there is a button")                 \
  X(ADDED, "words that were added: PART_TEXT")                                         \
  X(AFTER, "there is a next page: URL, TEXT")                                          \
  X(AGAIN, "a form can be sent again: AGAIN_URL, AGAIN_FIELD")                         \
  X(AGAIN_FIELD, "a field of that form: AGAIN_NAME, AGAIN_VALUE")                      \
  X(AGAIN_NAME, "name of the field")                                                   \
  X(AGAIN_URL, "where that form is sent")                                              \
  X(AGAIN_VALUE, "what was in the field")                                              \
  X(ALL, "all comments of the article, not only replies")                              \
  X(ALTERNATE, "the article in one language, itself included: HREFLANG, URL")          \
  X(ANCHORED, "the correction is on the page of its article: CORRECTION_ID")           \
  X(ANSWER, "the form answers a comment")                                              \
  X(ARCHIVE_URL, "the archive of the month of publication")                            \
  X(AROUND, "there is an older or a newer article")                                    \
  X(ARTICLE, "an article of the list")                                                 \
  X(ARTICLE_DIR, "direction of the article's text, if it is not that of the page")     \
  X(ARTICLE_LANG, "language of the article's text, if it is not that of the page")     \
  X(ARTICLE_LINK, "the article is public: ARTICLE_URL, TITLE")                         \
  X(ARTICLE_PLAIN, "the article has no address: TITLE")                                \
  X(ARTICLE_TITLE, "title of the article that the mail is about")                      \
  X(ARTICLE_URL, "address of the article")                                             \
  X(ASK, "the form that asks for an email address")                                    \
  X(AUTHOR, "name of the article's author")                                            \
  X(AUTHOR_FAULT, "the name cannot be accepted: ERROR")                                \
  X(AUTHOR_LINK, "the commenter has a website: COMMENTER_URL")                         \
  X(AUTHOR_NAME, "what was typed as the name")                                         \
  X(AUTHOR_PLAIN, "the commenter has no website")                                      \
  X(AUTHOR_URL, "list of the author's articles")                                       \
  X(AVATAR, "comments have pictures")                                                  \
  X(AVATAR_HTML, "the picture of the commenter, as inline SVG")                        \
  X(BACK, "there is a page to return to: BACK_URL, BACK_TEXT")                         \
  X(BACK_TEXT, "text of that link")                                                    \
  X(BACK_URL, "address of that page")                                                  \
  X(BEFORE, "there is a previous page: URL, TEXT")                                     \
  X(BETTER, "there are better matches: BETTER_URL")                                    \
  X(BETTER_URL, "the page with better matches")                                        \
  X(BODY_HTML, "the text of the article")                                              \
  X(BREADCRUMB, "a category or page above this one")                                   \
  X(BY, "the comment has a name")                                                      \
  X(BY_AUTHOR, "an author of the blog wrote the comment")                              \
  X(CANCEL_URL, "the form without the comment that it answers")                        \
  X(CANONICAL, "absolute address of the page")                                         \
  X(CARD, "kind of preview for other sites")                                           \
  X(CATEGORY, "a category of the article")                                             \
  X(CHOICE, "a decision about the comment: VALUE, TEXT")                               \
  X(CLOSED, "comments are closed: SENTENCE")                                           \
  X(CLOSE_ANSWERS, "the replies to a comment end")                                     \
  X(CLOSE_ITEM, "an entry without replies ends")                                       \
  X(CLOSE_LIST, "the list ends")                                                       \
  X(COMMENT, "a comment")                                                              \
  X(COMMENTER, "name of the commenter")                                                \
  X(COMMENTER_URL, "website of the commenter")                                         \
  X(COMMENTS, "the page shows comments")                                               \
  X(COMMENTS_URL, "address of the comments")                                           \
  X(COMMENT_COUNT, "number of comments, as a text")                                    \
  X(COMMENT_FAULT, "the comment cannot be accepted: ERROR")                            \
  X(COMMENT_HTML, "the comment")                                                       \
  X(COMMENT_TEXT, "what was typed as the comment")                                     \
  X(COMMENT_URL, "address of the comment")                                             \
  X(CONFIRM, "the reader is asked to confirm")                                         \
  X(CONTENT, "the text of the entry")                                                  \
  X(CONTENTS, "the article has a table of contents")                                   \
  X(COPY, "the reader can download a copy")                                            \
  X(CORRECTED, "readers were told about a mistake, last on ISO: TEXT")                 \
  X(CORRECTION, "a notice about a mistake in an article: NOTE")                        \
  X(CORRECTION_ID, "number of the correction in its address")                          \
  X(COUNT, "a number")                                                                 \
  X(COUNTED, "the number of comments is known: HEADING")                               \
  X(DAY, "day of an article")                                                          \
  X(DESCRIPTION, "description of the page, as plain text")                             \
  X(DIR, "direction of the interface: ltr or rtl")                                     \
  X(DOCUMENT_TITLE, "title of the page")                                               \
  X(DONE, "something was done: SENTENCE")                                              \
  X(EDITED, "the comment was changed by its sender")                                   \
  X(EDIT_URL, "the page on which the reader changes the comment")                      \
  X(EMAIL, "what was typed as the email address")                                      \
  X(EMAIL_FAULT, "the email address cannot be accepted: ERROR")                        \
  X(EMAIL_FINE, "the email address has no fault")                                      \
  X(EMPTY, "the list is empty: SENTENCE")                                              \
  X(ENTRY, "an entry")                                                                 \
  X(ERASE, "the reader can erase data")                                                \
  X(ERROR, "what is wrong with the field")                                             \
  X(EXCERPT, "beginning of the article or its description, as plain text")             \
  X(FAULT, "a mistake in the form")                                                    \
  X(FAULTS, "the form has mistakes")                                                   \
  X(FEED, "a feed: FEED_TYPE, URL, FEED_TITLE")                                        \
  X(FEED_ID, "identifier of the feed")                                                 \
  X(FEED_LANG, "language of the feed")                                                 \
  X(FEED_TITLE, "title of the feed")                                                   \
  X(FEED_TYPE, "media type of the feed")                                               \
  X(FEED_UPDATED, "time of the last change")                                           \
  X(FEED_UPDATED_RFC_822, "time of the last change, as RSS writes it")                 \
  X(FEED_URL, "address of the feed")                                                   \
  X(FIELD, "a mistake in one field: FIELD_ID, FAULT")                                  \
  X(FIELD_ID, "id of the field")                                                       \
  X(FIND, "there is a script that finds a comment: FIND_URL")                          \
  X(FIND_URL, "address of that script")                                                \
  X(FOCUS, "the form gets the focus")                                                  \
  X(FOLD, "the replies from here on are folded: FOLD_LABEL")                           \
  X(FOLD_LABEL, "how many replies are folded")                                         \
  X(FOLLOW, "readers can ask for email; on the page follow.html: one request")         \
  X(FOLLOW_ALL, "all new comments were chosen")                                        \
  X(FOLLOW_REPLIES, "replies were chosen")                                             \
  X(FORM, "there is a form")                                                           \
  X(FOR_ANY, "this article is for readers of all other languages")                     \
  X(FROM, "status of the comment when the page was made")                              \
  X(GAP, "the dots between numbers of pages")                                          \
  X(HAS_ARTICLE, "the mail is about an article")                                       \
  X(HAS_BREADCRUMBS, "there are breadcrumbs")                                          \
  X(HAS_CANONICAL, "the page has an address of its own")                               \
  X(HAS_CHANGES, "what was changed is shown")                                          \
  X(HAS_COMMENTS, "the entry has comments")                                            \
  X(HAS_COMMENT_COUNT, "the article has comments")                                     \
  X(HAS_CONTENT, "the feed has whole texts")                                           \
  X(HAS_CORRECTIONS, "the article has corrections")                                    \
  X(HAS_DESCRIPTION, "the page has a description")                                     \
  X(HAS_DIR, "ARTICLE_DIR is set")                                                     \
  X(HAS_EMAIL, "the commenter's address is shown")                                     \
  X(HAS_EXCERPT, "the article has an excerpt")                                         \
  X(HAS_FEED, "there is a feed")                                                       \
  X(HAS_HUB, "the feed has a hub: HUB_URL")                                            \
  X(HAS_ICON, "there is an icon")                                                      \
  X(HAS_IMAGE, "there is a picture for previews")                                      \
  X(HAS_INTRO, "the mail begins with a sentence: INTRO")                               \
  X(HAS_JSON_LD, "there is metadata")                                                  \
  X(HAS_KICKER, "the article has categories, or is pinned")                            \
  X(HAS_LANG, "ARTICLE_LANG or LANG is set")                                           \
  X(HAS_LEAD, "the author wrote a description: LEAD")                                  \
  X(HAS_LINKS, "the mail has links")                                                   \
  X(HAS_LOGO, "there is a logo: LOGO_URL")                                             \
  X(HAS_MAIL_LINKS, "the mail has links below it")                                     \
  X(HAS_MENU, "there are pages in the menu")                                           \
  X(HAS_NEAR, "there are suggestions")                                                 \
  X(HAS_NEXT, "there is a next page")                                                  \
  X(HAS_NOTE, "there is a note")                                                       \
  X(HAS_NOTE_DIR, "the direction of the notice is not that around it: NOTE_DIR")       \
  X(HAS_NOTE_LANG, "the language of the notice is not that around it: NOTE_LANG")      \
  X(HAS_PREV, "there is a previous page")                                              \
  X(HAS_PUBLISHED, "the time of publication is known: ISO")                            \
  X(HAS_READING_TIME, "the reading time is known")                                     \
  X(HAS_REASON, "the verdict has a reason")                                            \
  X(HAS_RELATED, "there are related articles")                                         \
  X(HAS_SCORE, "the spam filter has a score")                                          \
  X(HAS_SITE_LANG, "the author writes in another language than the interface")         \
  X(HAS_STATUS, "the status of the comment is shown")                                  \
  X(HAS_STOP, "the mail has a link to stop it")                                        \
  X(HAS_SUBTITLE, "the feed has a subtitle")                                           \
  X(HAS_SUMMARY, "the entry has a summary")                                            \
  X(HAS_TAGLINE, "the blog has a tagline")                                             \
  X(HAS_TAGS, "the article has tags")                                                  \
  X(HAS_TITLE, "the page has a title of its own")                                      \
  X(HAS_TOPICS, "there are categories")                                                \
  X(HAS_TRANSLATIONS, "the article can be read in several languages")                  \
  X(HAS_UPDATED, "the time of the last change is known")                               \
  X(HAS_WEBMENTION, "the page accepts Webmention")                                     \
  X(HAS_WEBSITE, "the commenter has a website")                                        \
  X(HEADED, "the list has a heading")                                                  \
  X(HEADING, "heading of the page")                                                    \
  X(HELD, "the comment waits for moderation, and only its sender sees it")             \
  X(HERE, "the link leads to this page: URL")                                          \
  X(HIT, "an article that was found")                                                  \
  X(HOME_URL, "absolute address of the home page")                                     \
  X(HREFLANG, "a language: de, zh-Hans")                                               \
  X(HUB_URL, "address of the hub (WebSub)")                                            \
  X(ICON_URL, "address of the icon")                                                   \
  X(ID, "number of the comment; in a feed, identifier of the entry")                   \
  X(IMAGE_URL, "address of the picture for previews")                                  \
  X(INCIDENT, "the error has a number in the log: NUMBER")                             \
  X(INTRO, "first sentence of the mail")                                               \
  X(IN_REPLY, "the comment answers another one: PARENT")                               \
  X(ISO, "a time for programs")                                                        \
  X(IS_HOME, "the page is the home page")                                              \
  X(IS_POST, "the article has a date and an author")                                   \
  X(IS_SOCIAL_CARD,                                                                    \
      "the picture for previews is a drawing of the title, 1200 by 630 pixels")        \
  X(ITEM, "a comment to decide about")                                                 \
  X(JSON_LD_HTML, "metadata (schema.org)")                                             \
  X(KEPT, "a text is given back: KEPT_TEXT")                                           \
  X(KEPT_ALONE, "the page has no form with that text")                                 \
  X(KEPT_TEXT, "the text that could not be saved")                                     \
  X(KNOWN, "the form has a token of a known commenter: KNOWN_TOKEN")                   \
  X(KNOWN_TOKEN, "that token")                                                         \
  X(LANG, "language of the interface")                                                 \
  X(LAST_UPDATE, "the newest update of a live post: URL, ISO, TEXT")                   \
  X(LEAD, "the description, between title and text")                                   \
  X(LINK, "the link leads to another page: URL")                                       \
  X(LISTED, "the month has a list of articles")                                        \
  X(LIVE, "the post has, or had, live updates")                                        \
  X(LIVE_NOW, "the post is live")                                                      \
  X(LIVE_OVER, "the live updates of the post have ended")                              \
  X(LOGO_URL, "address of the logo")                                                   \
  X(MADE, "the form has a token of the time: MADE_TOKEN")                              \
  X(MADE_TOKEN, "that token")                                                          \
  X(MAIL_ACTION, "a button of the mail: URL, TEXT")                                    \
  X(MAIL_LINK, "a link of the mail: URL, TEXT")                                        \
  X(MARKED, "the words were searched for: TEXT")                                       \
  X(MENTION, "the comment is a mention by another site: MENTION_HOW")                  \
  X(MENTION_HOW, "how the site mentions the article")                                  \
  X(MENU_ITEM, "a page in the menu")                                                   \
  X(MESSAGE, "what the error means")                                                   \
  X(MONTH, "a month of the archives")                                                  \
  X(MONTH_COUNT, "number of articles in the month")                                    \
  X(MONTH_NAME, "name of the month")                                                   \
  X(MONTH_URL, "list of the month")                                                    \
  X(MORE, "there are further matches: MORE_URL")                                       \
  X(MORE_URL, "the page with further matches")                                         \
  X(NAME_DIR, "direction of that name")                                                \
  X(NAME_LANG, "the language in which its name is written")                            \
  X(NEAR, "a suggestion")                                                              \
  X(NEW, "the form is for a new thread")                                               \
  X(NEWER, "the next article: URL, TEXT")                                              \
  X(NEXT_URL, "address of the next page")                                              \
  X(NOINDEX, "search engines must not list the page")                                  \
  X(NONE, "the list is empty")                                                         \
  X(NOTE, "a note")                                                                    \
  X(NOTED, "there is a note: NOTE")                                                    \
  X(NOTE_DIR, "direction of the notice")                                               \
  X(NOTE_LANG, "language of the notice")                                               \
  X(NOT_FOUND, "the error is 404")                                                     \
  X(NOT_HOME, "the page is not the home page")                                         \
  X(NUMBER, "a number of a page; number of the error in the log")                      \
  X(OG_TITLE, "title for previews")                                                    \
  X(OG_TYPE, "kind of page for previews")                                              \
  X(OLDER, "the previous article: URL, TEXT")                                          \
  X(OPEN_ANSWERS, "the replies to a comment begin")                                    \
  X(OPEN_LIST, "the list begins")                                                      \
  X(OTHER, "the button is not the suggested one")                                      \
  X(OWN, "the reader can change the comment: EDIT_URL, WITHDRAW_URL, OWN_NOTE")        \
  X(OWN_NOTE, "until when the reader can")                                             \
  X(PAGER, "there are several pages")                                                  \
  X(PARENT, "name of the commenter who is answered")                                   \
  X(PARENT_ID, "number of the comment that is answered")                               \
  X(PARENT_URL, "address of the comment that is answered")                             \
  X(PART, "a part of a place that was changed")                                        \
  X(PART_TEXT, "the words of that part")                                               \
  X(PICTURE, "the article has a picture: PICTURE_HTML")                                \
  X(PICTURE_HTML, "the picture, with its copies in several sizes")                     \
  X(PLACE, "a place of the article that was changed")                                  \
  X(PLAIN, "the words were not searched for, or the article has no address")           \
  X(POST_ID, "number of the article")                                                  \
  X(PRESS, "the button can be pressed: THANKS_ACTION, THANKS_ID")                      \
  X(PREVIEW, "the comment is shown before it is sent")                                 \
  X(PREVIEW_NOTE, "until when the link to the preview works")                          \
  X(PREV_URL, "address of the previous page")                                          \
  X(PROOF, "the form has a token: TOKEN")                                              \
  X(PUBLISHED, "time of publication: ISO, TEXT; in a feed, the time itself")           \
  X(PUBLISHED_RFC_822, "time of publication, as RSS writes it")                        \
  X(QUERY, "the words that were searched for")                                         \
  X(QUOTE, "the comment can be quoted: QUOTE_URL")                                     \
  X(QUOTED, "the comment as plain text, each line after a mark")                       \
  X(QUOTE_URL, "the form with the comment quoted")                                     \
  X(READING_TIME, "reading time, as a text")                                           \
  X(REASON, "why the comment has its status")                                          \
  X(REFRESH, "browsers load the page again after some time")                           \
  X(REFRESH_SECONDS, "that time")                                                      \
  X(REFUSED, "the address gets no email")                                              \
  X(RELATED, "a related article")                                                      \
  X(REMEMBER_URL, "address of the script that remembers commenters")                   \
  X(REMOVED, "words that were removed: PART_TEXT")                                     \
  X(REPLIES, "only replies to one comment")                                            \
  X(REPLY, "the comment can be answered: REPLY_URL, REPLY_LABEL")                      \
  X(REPLY_FAULT, "the reply cannot be accepted: FAULT")                                \
  X(REPLY_FIRST, "the reply gets the focus")                                           \
  X(REPLY_HELD, "the reply approves the comment")                                      \
  X(REPLY_LABEL, "label of the link for screen readers")                               \
  X(REPLY_TEXT, "what was typed as the reply")                                         \
  X(REPLY_TO, "name of the commenter who is answered")                                 \
  X(REPLY_TOKEN, "token of the reply")                                                 \
  X(REPLY_URL, "the form that answers the comment")                                    \
  X(REV, "version of the comment that is changed")                                     \
  X(SAID, "the number of matches is known: SENTENCE")                                  \
  X(SAME, "words that were not changed: PART_TEXT")                                    \
  X(SCORE, "score of the spam filter")                                                 \
  X(SEARCH, "the footer has a search form")                                            \
  X(SECTION, "a heading of the article")                                               \
  X(SECTION_TEXT, "text of the heading")                                               \
  X(SECTION_URL, "address of the heading")                                             \
  X(SENTENCE, "a sentence")                                                            \
  X(SITE_LANG, "language of the author's texts")                                       \
  X(SITE_TITLE, "name of the blog")                                                    \
  X(SITE_URL, "absolute address of the home page")                                     \
  X(SOCIAL, "the page has metadata for previews")                                      \
  X(SOME, "the list is not empty")                                                     \
  X(STATUS, "status of the comment; number of the error")                              \
  X(STICKY, "the article is pinned")                                                   \
  X(STOP, "sentence of the link that stops the mail")                                  \
  X(STOP_LABEL, "label of the button for screen readers")                              \
  X(STOP_URL, "address that stops the mail")                                           \
  X(STYLE_URL, "address of the style sheet")                                           \
  X(SUBJECT, "subject of the mail")                                                    \
  X(SUBTITLE, "subtitle of the feed")                                                  \
  X(SUGGESTED, "the button is the suggested one")                                      \
  X(SUMMARY, "summary of the entry")                                                   \
  X(TAG, "a tag of the article")                                                       \
  X(TAGLINE, "tagline of the blog")                                                    \
  X(TAKES_MAIL, "the address gets email")                                              \
  X(TERM, "a category or tag")                                                         \
  X(TEXT, "text of the link or of the time")                                           \
  X(TEXT_HTML, "the text of the comment")                                              \
  X(TEXT_PIECE, "a part of the text, MARKED or PLAIN")                                 \
  X(THANKED, "somebody said thank you: THANKS_COUNT")                                  \
  X(THANKS, "the article has a button \"Thank you\"")                                  \
  X(THANKS_ACTION, "where the button is sent")                                         \
  X(THANKS_COUNT, "how many readers said thank you")                                   \
  X(THANKS_ID, "number of the article")                                                \
  X(TIME, "a time for people")                                                         \
  X(TITLE, "title of the article")                                                     \
  X(TITLED, "the update has a title")                                                  \
  X(TITLE_PIECE, "a part of the title, MARKED or PLAIN")                               \
  X(TO, "status of the comment after the decision")                                    \
  X(TOKEN, "token of the link that led here")                                          \
  X(TOPIC, "a category")                                                               \
  X(TRANSLATION, "one of these languages, or in a feed another one")                   \
  X(TRANSLATION_URL, "address of the article in that language")                        \
  X(UNCOUNTED, "the number of comments is not known")                                  \
  X(UNDO, "the decision can be undone")                                                \
  X(UNDO_REPLY, "the reply can be undone: REPLY_TOKEN")                                \
  X(UNFOLD, "the folded replies end")                                                  \
  X(UNPUBLISHED, "the page is a preview of an article: PREVIEW_NOTE")                  \
  X(UNTIL, "until when the comment can be changed")                                    \
  X(UPDATE, "an update of a live post")                                                \
  X(UPDATED, "time of the last change: ISO, TEXT; in a feed, the time itself")         \
  X(UPDATE_EDITED, "the update was changed: ISO, TEXT")                                \
  X(UPDATE_HTML, "its text")                                                           \
  X(UPDATE_NUMBER, "the number in the ID of its element")                              \
  X(UPDATE_TITLE, "its title")                                                         \
  X(URL, "address of the article or link")                                             \
  X(URL_FAULT, "the website cannot be accepted: ERROR")                                \
  X(VALUE, "value of the button")                                                      \
  X(WAITS, "not confirmed yet")                                                        \
  X(WEBMENTION_URL, "where other sites announce links")                                \
  X(WEBSITE, "website of the commenter")                                               \
  X(WHEN, "a time for people")                                                         \
  X(WHOLE, "a mistake that concerns no single field")                                  \
  X(WITHDRAW, "the reader can withdraw the comment")                                   \
  X(WITHDRAW_URL, "the page on which the reader withdraws the comment")                \
  X(YEAR, "the year of the archives")                                                  \
  X(YEARS, "there are several years")                                                  \
  X(YEAR_COUNT, "number of articles in the year")                                      \
  X(YEAR_ITEM, "a year")                                                               \
  X(YEAR_NAME, "the year")                                                             \
  X(YEAR_URL, "list of the year")

#endif
