/* The catalogue: X(id, English). Included by words.h only. */
#ifndef VIEW_MESSAGES_LIST_H
#define VIEW_MESSAGES_LIST_H

#define MESSAGES_LIST(X)                                                                \
  X(skip_link, "Skip to content")                                                       \
  X(menu, "Pages")                                                                      \
  X(categories, "Categories")                                                           \
  X(tags, "Tags")                                                                       \
  X(by, "by")                                                                           \
  X(updated, "Updated")                                                                 \
  X(pinned, "Pinned")                                                                   \
  X(breadcrumbs, "Above this page")                                                     \
  X(back_to_top, "Back To Top")                                                         \
  X(home, "Home")                                                                       \
  X(feed, "Feed")                                                                       \
  X(contents, "Contents")                                                               \
  X(related, "Related articles")                                                        \
  X(around, "More articles")                                                            \
  X(older_article, "Previous article")                                                  \
  X(newer_article, "Next article")                                                      \
  X(pager, "More pages")                                                                \
  X(newer, "Newer")                                                                     \
  X(older, "Older")                                                                     \
  X(page_number, "Page {NUMBER}")                                                       \
  X(articles_one, "{COUNT} article")                                                    \
  X(articles_many, "{COUNT} articles")                                                  \
  X(list_category, "Category: {NAME}")                                                  \
  X(list_tag, "Tag: {NAME}")                                                            \
  X(list_author, "Articles by {NAME}")                                                  \
  X(feed_of, "{TITLE}: {NAME}")                                                         \
  X(feed_comments, "{TITLE}: comments")                                                 \
  X(feed_comments_on, "Comments on {NAME}")                                             \
  X(feed_comment_by, "By {AUTHOR}")                                                     \
  X(feed_comment_on, "{AUTHOR} on {NAME}")                                              \
  X(search, "Search")                                                                   \
  X(search_for, "Search: {QUERY}")                                                      \
  X(search_more_one, "More than {COUNT} article")                                       \
  X(search_more_many, "More than {COUNT} articles")                                     \
  X(search_none, "Nothing was found. Try other words, or fewer.")                       \
  X(search_no_word,                                                                     \
      "There is no word to look for. Type one at least, without a - before it.")        \
  X(search_none_newest, "Nothing was found in the newest articles. Try rarer words.")   \
  X(search_hint,                                                                        \
      "Tip: “an exact phrase”, begin* for any ending, -word to leave it out.")          \
  X(search_newest, "These words are very common: the best of the newest are shown.")    \
  X(search_cut, "The search was long: its end was left out.")                           \
  X(search_better, "Better matches")                                                    \
  X(search_others, "More matches")                                                      \
  X(list_empty, "Nothing has been published here yet.")                                 \
  X(reading_one, "{COUNT} minute to read")                                              \
  X(reading_many, "{COUNT} minutes to read")                                            \
  X(comments, "Comments")                                                               \
  X(comments_zero, "No comments yet")                                                   \
  X(comments_one, "{COUNT} comment")                                                    \
  X(comments_many, "{COUNT} comments")                                                  \
  X(thoughts_one, "One comment")                                                        \
  X(thoughts_many, "{COUNT} comments")                                                  \
  X(comments_closed, "Comments are closed.")                                            \
  X(reply, "Reply")                                                                     \
  X(reply_label, "Reply to {NAME}")                                                     \
  X(held_note,                                                                          \
      "Your comment is awaiting moderation. Only you see it, at this address.")         \
  X(leave_reply, "Leave a Reply")                                                       \
  X(leave_reply_to, "Leave a Reply to")                                                 \
  X(cancel_reply, "Cancel reply")                                                       \
  X(email_note,                                                                         \
      "Your email address will not be published. Required fields are marked *")         \
  X(label_comment, "Comment")                                                           \
  X(label_name, "Name")                                                                 \
  X(label_email, "Email")                                                               \
  X(label_website, "Website")                                                           \
  X(post_comment, "Post Comment")                                                       \
  X(error_title, "Error: {TITLE}")                                                      \
  X(form_faults, "Your comment was not posted yet")                                     \
  X(error_author_missing, "Please enter a name.")                                       \
  X(error_author_long, "Please enter a name of at most {MOST} characters.")             \
  X(error_author_characters, "Please enter a name without control characters.")         \
  X(error_email_missing, "Please enter your email address.")                            \
  X(error_email_malformed,                                                              \
      "Please enter a whole email address, like name@example.org.")                     \
  X(error_email_long, "Please enter an email address of at most {MOST} characters.")    \
  X(error_url_malformed,                                                                \
      "Please enter a web address that begins with https:// or leave it empty.")        \
  X(error_url_long, "Please enter a web address of at most {MOST} characters.")         \
  X(error_comment_missing, "Please write a comment.")                                   \
  X(error_comment_long,                                                                 \
      "Please shorten your comment to {MOST} characters; it has {COUNT}.")              \
  X(error_parent_gone,                                                                  \
      "The comment you answer is no longer here. Post again to let yours stand alone.") \
  X(error_duplicate, "You have posted this very comment already.")                      \
  X(error_too_quick, "That was quick. Please wait {SECONDS} seconds and post again.")   \
  X(kept_comment, "Your comment, so that it is not lost")                               \
  X(incident, "If you report this, please name the number")                             \
  X(error_400, "That request made no sense")                                            \
  X(error_400_message, "The address or the form was malformed. Please try again.")      \
  X(error_403, "That is not possible here")                                             \
  X(error_403_message, "This is not for readers.")                                      \
  X(error_closed, "Comments are closed")                                                \
  X(error_closed_message, "This article takes no more comments.")                       \
  X(error_cross_site, "That was sent from another site")                                \
  X(error_cross_site_message,                                                           \
      "Comments are taken from {BASE_URL} only: please open the article there.")        \
  X(error_404, "There is no such page")                                                 \
  X(error_404_message,                                                                  \
      "Perhaps the address has a slip of the pen, or the page was never here.")         \
  X(error_404_near, "Perhaps you were looking for")                                     \
  X(error_405, "That is not offered here")                                              \
  X(error_405_message, "This address takes another kind of request.")                   \
  X(error_409, "That is here already")                                                  \
  X(error_409_message, "The same thing was sent before.")                               \
  X(error_410, "This page has been withdrawn")                                          \
  X(error_410_message, "It was here once and has been taken down by its author.")       \
  X(error_413, "That is too large")                                                     \
  X(error_413_message,                                                                  \
      "Please go back, shorten it and send it again: your browser still has it.")       \
  X(error_414, "That address is too long")                                              \
  X(error_414_message, "Please use a shorter one.")                                     \
  X(error_415, "That kind of content is not taken here")                                \
  X(error_415_message, "Please use the form on the page.")                              \
  X(error_429, "That was quick")                                                        \
  X(error_429_message, "Please wait a little and try again.")                           \
  X(error_500, "Something went wrong here")                                             \
  X(error_500_message, "It is our fault, and it has been noted. Please try again.")     \
  X(error_503, "Please try again soon")                                                 \
  X(error_503_message,                                                                  \
      "The blog cannot do this at the moment. Nothing you wrote is lost.")              \
  X(day, "{DAY} {MONTH} {YEAR}")                                                        \
  X(day_time, "{DATE}, {TIME}")                                                         \
  X(month, "{MONTH} {YEAR}")                                                            \
  X(month_1, "January")                                                                 \
  X(month_2, "February")                                                                \
  X(month_3, "March")                                                                   \
  X(month_4, "April")                                                                   \
  X(month_5, "May")                                                                     \
  X(month_6, "June")                                                                    \
  X(month_7, "July")                                                                    \
  X(month_8, "August")                                                                  \
  X(month_9, "September")                                                               \
  X(month_10, "October")                                                                \
  X(month_11, "November")                                                               \
  X(month_12, "December")

#endif
