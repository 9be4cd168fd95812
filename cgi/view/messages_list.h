/* The message catalogue: X(id, English text). Included by messages.h only. Where
 * WordPress has a set phrase, readers see that one. */
#ifndef VIEW_MESSAGES_LIST_H
#define VIEW_MESSAGES_LIST_H

#define MESSAGES_LIST(X)                                                                                           \
  X(skip_link, "Skip to content")                                                                                  \
  X(menu, "Pages")                                                                                                 \
  X(categories, "Categories")                                                                                      \
  X(tags, "Tags")                                                                                                  \
  X(by, "by")                                                                                                      \
  X(updated, "Updated")                                                                                            \
  X(pinned, "Pinned")                                                                                              \
  X(breadcrumbs, "Breadcrumbs")                                                                                    \
  X(back_to_top, "Back to top")                                                                                    \
  X(home, "Home")                                                                                                  \
  X(feed, "Feed")                                                                                                  \
  X(contents, "Contents")                                                                                          \
  X(table, "Table")                                                                                                \
  X(related, "Related articles")                                                                                   \
  X(around, "Post navigation")                                                                                     \
  X(older_article, "Previous article")                                                                             \
  X(newer_article, "Next article")                                                                                 \
  X(pager, "Pagination")                                                                                           \
  X(newer, "Newer posts")                                                                                          \
  X(older, "Older posts")                                                                                          \
  X(page_number, "Page {NUMBER}")                                                                                  \
  X(articles_one, "{COUNT} article")                                                                               \
  X(articles_many, "{COUNT} articles")                                                                             \
  X(archives, "Archives")                                                                                          \
  X(archives_of, "Archives: {NAME}")                                                                               \
  X(archives_years, "Years")                                                                                       \
  X(list_category, "Category: {NAME}")                                                                             \
  X(list_tag, "Tag: {NAME}")                                                                                       \
  X(list_author, "Articles by {NAME}")                                                                             \
  X(feed_of, "{TITLE}: {NAME}")                                                                                    \
  X(feed_comments, "{TITLE}: comments")                                                                            \
  X(feed_comments_on, "Comments on {NAME}")                                                                        \
  X(feed_comment_by, "By {AUTHOR}")                                                                                \
  X(feed_comment_on, "{AUTHOR} on {NAME}")                                                                         \
  X(search, "Search")                                                                                              \
  X(search_for, "Search results for “{QUERY}”")                                                                    \
  X(search_more_one, "More than {COUNT} article")                                                                  \
  X(search_more_many, "More than {COUNT} articles")                                                                \
  X(search_none,                                                                                                   \
      "Sorry, nothing matched your search. Please try different or fewer keywords.")                               \
  X(search_no_word, "Please enter at least one search term without a leading -.")                                  \
  X(search_none_newest,                                                                                            \
      "No matches were found among the newest articles. Please try less common words.")                            \
  X(search_hint,                                                                                                   \
      "Tip: use “quotes” for an exact phrase, begin* for any ending, -word to exclude a word.")                    \
  X(search_newest,                                                                                                 \
      "These words are very common. The best matches among the newest articles are shown.")                        \
  X(search_cut, "Your search was too long. The end was ignored.")                                                  \
  X(search_better, "Better matches")                                                                               \
  X(search_others, "More matches")                                                                                 \
  X(list_empty, "Nothing has been published yet.")                                                                 \
  X(reading_one, "{COUNT} min read")                                                                               \
  X(reading_many, "{COUNT} min read")                                                                              \
  X(comments, "Comments")                                                                                          \
  X(comments_zero, "No comments yet")                                                                              \
  X(comments_one, "{COUNT} comment")                                                                               \
  X(comments_many, "{COUNT} comments")                                                                             \
  X(thoughts_one, "One comment")                                                                                   \
  X(thoughts_many, "{COUNT} comments")                                                                             \
  X(comments_closed, "Comments are closed.")                                                                       \
  X(reply, "Reply")                                                                                                \
  X(reply_label, "Reply to {NAME}")                                                                                \
  X(held_note,                                                                                                     \
      "Your comment is awaiting moderation. This is a preview; only you can see it.")                              \
  X(leave_reply, "Leave a Reply")                                                                                  \
  X(leave_reply_to, "Leave a Reply to")                                                                            \
  X(cancel_reply, "Cancel reply")                                                                                  \
  X(email_note,                                                                                                    \
      "Your email address will not be published. Required fields are marked *")                                    \
  X(label_comment, "Comment")                                                                                      \
  X(label_name, "Name")                                                                                            \
  X(label_email, "Email")                                                                                          \
  X(label_website, "Website")                                                                                      \
  X(label_honeypot, "Leave this field empty")                                                                      \
  X(remember_me,                                                                                                   \
      "Save my name, email, and website in this browser for the next time I comment.")                             \
  X(post_comment, "Post Comment")                                                                                  \
  X(error_title, "Error: {TITLE}")                                                                                 \
  X(form_faults, "Your comment has not been posted yet")                                                           \
  X(error_author_missing, "Please enter your name.")                                                               \
  X(error_author_long, "Please enter a name of no more than {MOST} characters.")                                   \
  X(error_author_characters, "Please remove control characters from your name.")                                   \
  X(error_email_missing, "Please enter your email address.")                                                       \
  X(error_email_malformed,                                                                                         \
      "Please enter a valid email address, such as name@example.org.")                                             \
  X(error_email_long,                                                                                              \
      "Please enter an email address of no more than {MOST} characters.")                                          \
  X(error_url_malformed,                                                                                           \
      "Please enter a web address that starts with https://, or leave the field empty.")                           \
  X(error_url_long, "Please enter a web address of no more than {MOST} characters.")                               \
  X(error_comment_missing, "Please type your comment text.")                                                       \
  X(error_comment_long,                                                                                            \
      "Please shorten your comment to {MOST} characters. It has {COUNT}.")                                         \
  X(error_parent_gone,                                                                                             \
      "The comment you are replying to no longer exists. Submit again to post yours as a new comment.")            \
  X(error_duplicate,                                                                                               \
      "Duplicate comment detected; it looks as though you’ve already said that!")                                  \
  X(error_too_quick,                                                                                               \
      "You are posting comments too quickly. Please wait {SECONDS} seconds and try again.")                        \
  X(error_busy,                                                                                                    \
      "Too many comments are arriving at the moment. Your text is kept below: please try again later.")            \
  X(kept_comment, "Your comment (copy it so that it is not lost)")                                                 \
  X(incident, "If you report this problem, please quote the number")                                               \
  X(error_400, "Bad request")                                                                                      \
  X(error_400_message, "The address or the form data is malformed. Please try again.")                             \
  X(error_403, "Forbidden")                                                                                        \
  X(error_403_message, "You are not allowed to access this page.")                                                 \
  X(error_closed, "Comments are closed")                                                                           \
  X(error_closed_message, "This article no longer accepts comments.")                                              \
  X(error_cross_site, "Comment not accepted")                                                                      \
  X(error_cross_site_message,                                                                                      \
      "The form was sent from another site. Please open the article at {BASE_URL} and comment there.")             \
  X(error_404, "Page not found")                                                                                   \
  X(error_404_message,                                                                                             \
      "The page you requested does not exist. The address may contain a typo, or the page may have been removed.") \
  X(error_404_near, "Were you looking for one of these?")                                                          \
  X(error_405, "Method not allowed")                                                                               \
  X(error_405_message, "This address does not accept this kind of request.")                                       \
  X(error_408, "Request timeout")                                                                                  \
  X(error_408_message, "Your request did not arrive in time. Please try again.")                                   \
  X(error_409, "Duplicate comment")                                                                                \
  X(error_409_message, "This comment was already submitted.")                                                      \
  X(error_410, "This page has been removed")                                                                       \
  X(error_410_message, "This page used to be here, but its author has removed it.")                                \
  X(error_413, "Too much data")                                                                                    \
  X(error_413_message,                                                                                             \
      "Please go back, shorten your text and submit it again. Your browser still has it.")                         \
  X(error_414, "Address too long")                                                                                 \
  X(error_414_message, "Please try a shorter address.")                                                            \
  X(error_415, "Unsupported content type")                                                                         \
  X(error_415_message, "Please use the form on the page.")                                                         \
  X(error_429, "Too many requests")                                                                                \
  X(error_429_message, "Please wait a moment and try again.")                                                      \
  X(error_500, "Something went wrong")                                                                             \
  X(error_500_message,                                                                                             \
      "The error is on our side and has been logged. Please try again.")                                           \
  X(error_503, "Temporarily unavailable")                                                                          \
  X(error_503_message,                                                                                             \
      "The site cannot complete this request at the moment. Nothing you wrote is lost. Please try again soon.")    \
  X(day, "{DAY} {MONTH} {YEAR}")                                                                                   \
  X(day_time, "{DATE}, {TIME}")                                                                                    \
  X(month, "{MONTH} {YEAR}")                                                                                       \
  X(month_1, "January")                                                                                            \
  X(month_2, "February")                                                                                           \
  X(month_3, "March")                                                                                              \
  X(month_4, "April")                                                                                              \
  X(month_5, "May")                                                                                                \
  X(month_6, "June")                                                                                               \
  X(month_7, "July")                                                                                               \
  X(month_8, "August")                                                                                             \
  X(month_9, "September")                                                                                          \
  X(month_10, "October")                                                                                           \
  X(month_11, "November")                                                                                          \
  X(month_12, "December")

#endif
