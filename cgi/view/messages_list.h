/* The message catalogue: X(id, English text), and P(id, English text for 1, for any
 * other number), whose {COUNT} is the number. Included by messages.h only. Where
 * WordPress has a set phrase, readers see that one. A comment before a line is for
 * translators (docs/translating.md). */
#ifndef VIEW_MESSAGES_LIST_H
#define VIEW_MESSAGES_LIST_H

#define MESSAGES_LIST(X, P)                                                                                                                                             \
  X(skip_link, "Skip to content")                                                                                                                                       \
  X(menu, "Pages")                                                                                                                                                      \
  X(categories, "Categories")                                                                                                                                           \
  X(tags, "Tags")                                                                                                                                                       \
  /* Before the name of an author. */                                                                                                                                   \
  X(by, "by")                                                                                                                                                           \
  X(updated, "Updated")                                                                                                                                                 \
  /* Before a date. */                                                                                                                                                  \
  X(corrected, "Corrected")                                                                                                                                             \
  X(corrections, "Corrections")                                                                                                                                         \
  X(corrections_all, "All corrections")                                                                                                                                 \
  X(corrections_changes, "What changed")                                                                                                                                \
  X(corrections_none, "There are no corrections.")                                                                                                                      \
  X(pinned, "Pinned")                                                                                                                                                   \
  /* A label of a post that reports an event while it goes on. */                                                                                                       \
  X(live, "Live")                                                                                                                                                       \
  X(live_updates, "Live updates")                                                                                                                                       \
  /* A label of such a post when the event is over. */                                                                                                                  \
  X(live_ended, "Ended")                                                                                                                                                \
  /* Before the time of the newest update of such a post. */                                                                                                            \
  X(live_last, "Last update")                                                                                                                                           \
  X(breadcrumbs, "Breadcrumbs")                                                                                                                                         \
  X(back_to_top, "Back to top")                                                                                                                                         \
  X(home, "Home")                                                                                                                                                       \
  X(feed, "Feed")                                                                                                                                                       \
  X(contents, "Contents")                                                                                                                                               \
  X(preview_note,                                                                                                                                                       \
      "Preview: this article is not published. The link expires on {TIME}.")                                                                                            \
  X(table, "Table")                                                                                                                                                     \
  X(translations, "Other languages")                                                                                                                                    \
  X(related, "Related articles")                                                                                                                                        \
  X(around, "Post navigation")                                                                                                                                          \
  X(older_article, "Previous article")                                                                                                                                  \
  X(newer_article, "Next article")                                                                                                                                      \
  X(pager, "Pagination")                                                                                                                                                \
  X(newer, "Newer posts")                                                                                                                                               \
  X(older, "Older posts")                                                                                                                                               \
  X(page_number, "Page {NUMBER}")                                                                                                                                       \
  P(articles, "{COUNT} article", "{COUNT} articles")                                                                                                                    \
  X(archives, "Archives")                                                                                                                                               \
  X(archives_of, "Archives: {NAME}")                                                                                                                                    \
  X(archives_years, "Years")                                                                                                                                            \
  X(list_category, "Category: {NAME}")                                                                                                                                  \
  X(list_tag, "Tag: {NAME}")                                                                                                                                            \
  X(list_author, "Articles by {NAME}")                                                                                                                                  \
  X(feed_of, "{TITLE}: {NAME}")                                                                                                                                         \
  X(feed_comments, "{TITLE}: comments")                                                                                                                                 \
  X(feed_comments_on, "Comments on {NAME}")                                                                                                                             \
  X(feed_live, "{NAME}: live updates")                                                                                                                                  \
  X(feed_comment_by, "By {AUTHOR}")                                                                                                                                     \
  X(feed_by_author, "{AUTHOR} (Author)")                                                                                                                                \
  X(feed_comment_on, "{AUTHOR} on {NAME}")                                                                                                                              \
  X(search, "Search")                                                                                                                                                   \
  X(search_for, "Search results for “{QUERY}”")                                                                                                                         \
  P(search_more, "More than {COUNT} article", "More than {COUNT} articles")                                                                                             \
  X(search_none,                                                                                                                                                        \
      "Sorry, nothing matched your search. Please try different or fewer keywords.")                                                                                    \
  X(search_no_word, "Please enter at least one search term without a leading -.")                                                                                       \
  X(search_none_newest,                                                                                                                                                 \
      "No matches were found among the newest articles. Please try less common words.")                                                                                 \
  X(search_hint,                                                                                                                                                        \
      "Tip: use “quotes” for an exact phrase, begin* for any ending, -word to exclude a word.")                                                                         \
  X(search_newest,                                                                                                                                                      \
      "These words are very common. The best matches among the newest articles are shown.")                                                                             \
  X(search_cut, "Your search was too long. The end was ignored.")                                                                                                       \
  X(search_better, "Better matches")                                                                                                                                    \
  X(search_others, "More matches")                                                                                                                                      \
  X(list_empty, "Nothing has been published yet.")                                                                                                                      \
  /* An estimate: how long it takes to read an article. */                                                                                                              \
  P(reading, "{COUNT} min read", "{COUNT} min read")                                                                                                                    \
  X(thanks_press, "Thank you")                                                                                                                                          \
  P(thanks, "One reader said thank you", "{COUNT} readers said thank you")                                                                                              \
  X(comments, "Comments")                                                                                                                                               \
  P(comments_count, "{COUNT} comment", "{COUNT} comments")                                                                                                              \
  P(thoughts, "One comment", "{COUNT} comments")                                                                                                                        \
  X(comments_page, "Comments, page {NUMBER}")                                                                                                                           \
  X(comments_older, "Older comments")                                                                                                                                   \
  X(comments_newer, "Newer comments")                                                                                                                                   \
  X(comments_newest, "Newest")                                                                                                                                          \
  X(back_to_article, "Back to the article")                                                                                                                             \
  P(more_replies, "{COUNT} more reply", "{COUNT} more replies")                                                                                                         \
  /* Before the name of a reader. */                                                                                                                                    \
  X(in_reply_to, "In reply to")                                                                                                                                         \
  X(comments_closed, "Comments are closed.")                                                                                                                            \
  X(anonymous, "Anonymous")                                                                                                                                             \
  /* A badge: this comment was written by the author of the article. */                                                                                                 \
  X(by_author, "Author")                                                                                                                                                \
  /* A comment that its writer has changed. */                                                                                                                          \
  X(edited, "edited")                                                                                                                                                   \
  X(reply, "Reply")                                                                                                                                                     \
  X(reply_label, "Reply to {NAME}")                                                                                                                                     \
  X(held_note,                                                                                                                                                          \
      "Thank you. Your comment is awaiting moderation and will appear here once it has been "                                                                           \
      "approved. Until then only you can see it, at this address and for a week.")                                                                                      \
  X(leave_reply, "Leave a Reply")                                                                                                                                       \
  /* Before the name of a reader. */                                                                                                                                    \
  X(leave_reply_to, "Leave a Reply to")                                                                                                                                 \
  X(quote, "Quote")                                                                                                                                                     \
  X(cancel_reply, "Cancel reply")                                                                                                                                       \
  X(email_note,                                                                                                                                                         \
      "Your email address will not be published. Required fields are marked *")                                                                                         \
  X(label_comment, "Comment")                                                                                                                                           \
  X(label_name, "Name")                                                                                                                                                 \
  X(label_email, "Email")                                                                                                                                               \
  X(label_website, "Website")                                                                                                                                           \
  X(optional, "(optional)")                                                                                                                                             \
  X(label_honeypot, "Leave this field empty")                                                                                                                           \
  X(remember_me,                                                                                                                                                        \
      "Save my name, email, and website in this browser for the next time I comment.")                                                                                  \
  X(comment_hint,                                                                                                                                                       \
      "Markdown works: *emphasis*, **strong**, `code`, > quote, [link](https://…).")                                                                                    \
  X(post_comment, "Post Comment")                                                                                                                                       \
  X(preview, "Preview")                                                                                                                                                 \
  X(preview_title, "Preview: {TITLE}")                                                                                                                                  \
  X(label_follow, "Email me about")                                                                                                                                     \
  /* Completes label_follow. */                                                                                                                                         \
  X(follow_nothing, "nothing")                                                                                                                                          \
  /* Completes label_follow. */                                                                                                                                         \
  X(follow_replies, "replies to my comment")                                                                                                                            \
  /* Completes label_follow. */                                                                                                                                         \
  X(follow_all, "all new comments")                                                                                                                                     \
  X(follow_note, "Once your comment is public, one email asks you to confirm this.")                                                                                    \
  X(follow_title, "Email about comments")                                                                                                                               \
  X(follow_none, "You get no email about comments.")                                                                                                                    \
  X(follow_confirm_note,                                                                                                                                                \
      "Somebody, probably you, asked for email about comments with this address.")                                                                                      \
  X(follow_confirm, "Yes, email me")                                                                                                                                    \
  /* Before the title of an article. */                                                                                                                                 \
  X(follow_all_of, "All comments on")                                                                                                                                   \
  /* Before the title of an article. */                                                                                                                                 \
  X(follow_replies_on, "Replies to your comment on")                                                                                                                    \
  X(follow_deleted, "an article that is no longer available")                                                                                                           \
  X(follow_waits, "(not confirmed yet)")                                                                                                                                \
  X(follow_stop, "Stop")                                                                                                                                                \
  X(follow_stop_label, "Stop email about {NAME}")                                                                                                                       \
  X(follow_stop_all, "Stop all email")                                                                                                                                  \
  X(follow_refuse_note, "You did not ask for this?")                                                                                                                    \
  X(follow_refuse, "Never email this address again")                                                                                                                    \
  X(follow_refused,                                                                                                                                                     \
      "This address gets no email about comments, even if somebody asks for it.")                                                                                       \
  X(follow_accept, "Allow email again")                                                                                                                                 \
  X(follow_done_confirm, "Thank you. You will get email about these comments.")                                                                                         \
  X(follow_done_stop, "You will get no more email about this.")                                                                                                         \
  X(follow_done_accept, "This address can be used to ask for email again.")                                                                                             \
  X(follow_mail_confirm, "Please confirm: email about comments on {TITLE}")                                                                                             \
  X(follow_mail_question,                                                                                                                                               \
      "Somebody, probably you, commented on {SITE} with this email address and asked for email about new comments on “{ARTICLE}”. If it was you, please confirm that.") \
  X(follow_mail_ignore,                                                                                                                                                 \
      "If it was not you, ignore this email: you will get nothing else.")                                                                                               \
  X(follow_mail_all,                                                                                                                                                    \
      "You get this email because you asked for all new comments on this article.")                                                                                     \
  X(follow_mail_replies,                                                                                                                                                \
      "You get this email because you asked for replies to your comment.")                                                                                              \
  X(privacy_title, "Your personal data")                                                                                                                                \
  X(privacy_ask,                                                                                                                                                        \
      "You can get a copy of what is stored about your email address, or have it erased. You will get an email with a link.")                                           \
  X(privacy_wish, "What do you want?")                                                                                                                                  \
  X(privacy_copy, "A copy of my data")                                                                                                                                  \
  X(privacy_erase, "Erase my data")                                                                                                                                     \
  X(privacy_send, "Email me a link")                                                                                                                                    \
  X(privacy_asked,                                                                                                                                                      \
      "If there is anything about this address, an email has been sent to it. Its link works for two days.")                                                            \
  X(privacy_copy_note,                                                                                                                                                  \
      "The file contains everything that is stored about your email address.")                                                                                          \
  X(privacy_download, "Download")                                                                                                                                       \
  X(privacy_erase_note, "What do you want to erase? This cannot be undone.")                                                                                            \
  X(privacy_delete, "Delete my comments")                                                                                                                               \
  X(privacy_anonymise, "Keep the texts without my name")                                                                                                                \
  X(privacy_done_delete,                                                                                                                                                \
      "Your comments and everything else about your email address were deleted.")                                                                                       \
  X(privacy_done_anonymise,                                                                                                                                             \
      "Your name and everything else about you was deleted. The texts of your comments remain.")                                                                        \
  X(privacy_mail_subject, "Your personal data on {TITLE}")                                                                                                              \
  X(privacy_mail_copy,                                                                                                                                                  \
      "Somebody, probably you, asked for a copy of what {SITE} stores about this email address. The link works for two days.")                                          \
  X(privacy_mail_erase,                                                                                                                                                 \
      "Somebody, probably you, asked to erase what {SITE} stores about this email address. The link works for two days, and lets you choose what is erased.")           \
  X(privacy_mail_open, "Continue")                                                                                                                                      \
  X(follow_mail_stop, "Change or stop these emails")                                                                                                                    \
  X(mention_reply, "replied on another site")                                                                                                                           \
  X(mention_like, "liked this")                                                                                                                                         \
  X(mention_repost, "reposted this")                                                                                                                                    \
  X(mention_link, "mentioned this")                                                                                                                                     \
  X(follow_mail_own, "Change or withdraw the comment")                                                                                                                  \
  X(error_title, "Error: {TITLE}")                                                                                                                                      \
  X(form_faults, "Your comment has not been posted yet")                                                                                                                \
  X(error_author_missing, "Please enter your name.")                                                                                                                    \
  X(error_author_long, "Please enter a name of no more than {MOST} characters.")                                                                                        \
  X(error_author_characters, "Please remove control characters from your name.")                                                                                        \
  X(error_email_missing, "Please enter your email address.")                                                                                                            \
  X(error_email_malformed,                                                                                                                                              \
      "Please enter a valid email address, such as name@example.org.")                                                                                                  \
  X(error_email_long,                                                                                                                                                   \
      "Please enter an email address of no more than {MOST} characters.")                                                                                               \
  X(error_url_malformed,                                                                                                                                                \
      "Please enter a web address that starts with https://, or leave the field empty.")                                                                                \
  X(error_url_long, "Please enter a web address of no more than {MOST} characters.")                                                                                    \
  X(error_comment_missing, "Please type your comment text.")                                                                                                            \
  /* {MOST} and {COUNT} are numbers of characters. */                                                                                                                   \
  X(error_comment_long,                                                                                                                                                 \
      "Please shorten your comment to {MOST} characters. It has {COUNT}.")                                                                                              \
  X(error_parent_gone,                                                                                                                                                  \
      "The comment you are replying to no longer exists. Submit again to post yours as a new comment.")                                                                 \
  X(error_duplicate,                                                                                                                                                    \
      "Duplicate comment detected; it looks as though you’ve already said that!")                                                                                       \
  X(error_too_quick,                                                                                                                                                    \
      "You are posting comments too quickly. Please wait {SECONDS} seconds and try again.")                                                                             \
  X(error_busy,                                                                                                                                                         \
      "Too many comments are arriving at the moment. Your text is kept below: please try again later.")                                                                 \
  X(kept_comment, "Your comment (copy it so that it is not lost)")                                                                                                      \
  /* The number and a full stop follow. */                                                                                                                              \
  X(incident, "If you report this problem, please quote the number")                                                                                                    \
  X(error_400, "Bad request")                                                                                                                                           \
  X(error_400_message, "The address or the form data is malformed. Please try again.")                                                                                  \
  X(error_403, "Forbidden")                                                                                                                                             \
  X(error_403_message, "You are not allowed to access this page.")                                                                                                      \
  X(error_closed, "Comments are closed")                                                                                                                                \
  X(error_closed_message, "This article no longer accepts comments.")                                                                                                   \
  X(error_cross_site, "Comment not accepted")                                                                                                                           \
  X(error_cross_site_message,                                                                                                                                           \
      "The form was sent from another site. Please open the article at {BASE_URL} and comment there.")                                                                  \
  X(error_404, "Page not found")                                                                                                                                        \
  X(error_404_message,                                                                                                                                                  \
      "The page you requested does not exist. The address may contain a typo, or the page may have been removed.")                                                      \
  X(error_404_near, "Were you looking for one of these?")                                                                                                               \
  X(error_405, "Method not allowed")                                                                                                                                    \
  X(error_405_message, "This address does not accept this kind of request.")                                                                                            \
  X(error_408, "Request timeout")                                                                                                                                       \
  X(error_408_message, "Your request did not arrive in time. Please try again.")                                                                                        \
  X(error_409, "Duplicate comment")                                                                                                                                     \
  X(error_409_message, "This comment was already submitted.")                                                                                                           \
  X(error_410, "This page has been removed")                                                                                                                            \
  X(error_410_message, "This page used to be here, but its author has removed it.")                                                                                     \
  X(error_413, "Too much data")                                                                                                                                         \
  X(error_413_message,                                                                                                                                                  \
      "Please go back, shorten your text and submit it again. Your browser still has it.")                                                                              \
  X(error_414, "Address too long")                                                                                                                                      \
  X(error_414_message, "Please try a shorter address.")                                                                                                                 \
  X(error_415, "Unsupported content type")                                                                                                                              \
  X(error_415_message, "Please use the form on the page.")                                                                                                              \
  X(error_429, "Too many requests")                                                                                                                                     \
  X(error_429_message, "Please wait a moment and try again.")                                                                                                           \
  X(error_500, "Something went wrong")                                                                                                                                  \
  X(error_500_message,                                                                                                                                                  \
      "The error is on our side and has been logged. Please try again.")                                                                                                \
  X(error_503, "Temporarily unavailable")                                                                                                                               \
  X(error_503_message,                                                                                                                                                  \
      "The site cannot complete this request at the moment. Nothing you wrote is lost. Please try again soon.")                                                         \
  /* The forms that readers send: comments, and the buttons of other pages. */                                                                                          \
  X(error_overload_message,                                                                                                                                             \
      "Too many forms are arriving at the moment, and yours was not processed. Please send it again in a moment.")                                                      \
  X(send_again, "Send again")                                                                                                                                           \
  X(link_invalid, "This link is not valid")                                                                                                                             \
  X(link_invalid_message, "It may be incomplete. Please copy the whole address.")                                                                                       \
  X(link_expired, "This link has expired")                                                                                                                              \
  X(moderate_expired,                                                                                                                                                   \
      "It worked for 30 days. “pamphlet comment moderate” still works.")                                                                                                \
  X(moderate_deleted, "This comment was deleted")                                                                                                                       \
  X(moderate_deleted_message, "There is nothing left to decide.")                                                                                                       \
  X(moderate_title, "Moderate comment")                                                                                                                                 \
  /* Before the title of an article. */                                                                                                                                 \
  X(moderate_on, "on")                                                                                                                                                  \
  X(moderate_status, "Status: {STATUS}")                                                                                                                                \
  X(moderate_reason, "Reason: {REASON}")                                                                                                                                \
  X(moderate_score, "Spam filter: {SCORE} % spam ({WORDS})")                                                                                                            \
  X(moderate_approve, "Approve")                                                                                                                                        \
  /* A button, as in the queue of WordPress. */                                                                                                                         \
  X(moderate_hold, "Unapprove")                                                                                                                                         \
  X(moderate_spam, "Mark as spam")                                                                                                                                      \
  X(moderate_trash, "Move to Trash")                                                                                                                                    \
  X(moderate_undo, "Undo")                                                                                                                                              \
  X(moderate_reply, "Your reply")                                                                                                                                       \
  X(moderate_reply_held, "Your reply also approves the comment.")                                                                                                       \
  X(moderated_approve, "The comment is approved: readers see it.")                                                                                                      \
  X(moderated_hold, "The comment is held again: readers do not see it.")                                                                                                \
  X(moderated_spam, "The comment is marked as spam.")                                                                                                                   \
  X(moderated_trash, "The comment is in the trash.")                                                                                                                    \
  X(moderated_before, "Nothing changed: the comment was like that already.")                                                                                            \
  X(moderated_meanwhile,                                                                                                                                                \
      "Meanwhile somebody has decided about this comment. Its status is below: please choose again.")                                                                   \
  X(moderated_reply, "Your reply is published.")                                                                                                                        \
  X(moderated_reply_twice, "Your reply was published already.")                                                                                                         \
  X(moderated_reply_refused,                                                                                                                                            \
      "Please approve the comment first. Your text is kept below.")                                                                                                     \
  X(moderated_undone, "Your reply is in the trash, and the comment as it was.")                                                                                         \
  X(own_edit, "Edit")                                                                                                                                                   \
  X(own_withdraw, "Withdraw")                                                                                                                                           \
  X(own_until, "You can change your comment until {TIME}.")                                                                                                             \
  X(own_title, "Edit your comment")                                                                                                                                     \
  X(own_hint,                                                                                                                                                           \
      "A change may have to be approved before others see your comment again.")                                                                                         \
  X(own_save, "Save changes")                                                                                                                                           \
  X(own_back, "Back to the comment")                                                                                                                                    \
  X(own_withdraw_title, "Withdraw your comment?")                                                                                                                       \
  X(own_withdraw_hint, "It will be permanently deleted. Replies to it stay.")                                                                                           \
  X(own_withdraw_do, "Withdraw comment")                                                                                                                                \
  X(own_withdrawn, "Your comment was withdrawn")                                                                                                                        \
  X(own_withdrawn_message, "It has been deleted.")                                                                                                                      \
  X(own_over, "The time for changes is over")                                                                                                                           \
  X(own_over_message, "Your comment stays as it is.")                                                                                                                   \
  X(own_gone, "This comment no longer exists")                                                                                                                          \
  X(own_gone_message, "It was deleted or withdrawn.")                                                                                                                   \
  X(own_faults, "Your changes have not been saved yet")                                                                                                                 \
  X(own_meanwhile,                                                                                                                                                      \
      "Your comment was changed meanwhile. Saving replaces that change by the text below.")                                                                             \
  /* Completes moderate_status. */                                                                                                                                      \
  X(status_approve, "approved")                                                                                                                                         \
  X(status_hold, "awaiting moderation")                                                                                                                                 \
  X(status_spam, "spam")                                                                                                                                                \
  X(status_trash, "in the trash")                                                                                                                                       \
  /* Completes moderate_reason, as do the other messages reason_…. */                                                                                                 \
  X(reason_network, "it comes from a blocked network ({DETAIL})")                                                                                                       \
  X(reason_url, "it contains the blocked address {DETAIL}")                                                                                                             \
  X(reason_word, "it contains the blocked word “{DETAIL}”")                                                                                                             \
  X(reason_honeypot, "a field was filled in that only programs see")                                                                                                    \
  X(reason_form_time, "the form was sent after {DETAIL}")                                                                                                               \
  X(reason_spam, "the spam filter takes it for spam ({DETAIL})")                                                                                                        \
  X(reason_links, "number of links: {DETAIL}")                                                                                                                          \
  X(reason_unsure, "the spam filter is not sure ({DETAIL})")                                                                                                            \
  X(reason_author_name, "the name is that of an author: {DETAIL}")                                                                                                      \
  X(reason_all, "all comments are held")                                                                                                                                \
  X(reason_first_time, "no earlier comment of this person was approved")                                                                                                \
  X(reason_approve, "no rule applied")                                                                                                                                  \
  X(reason_none, "moderation is off")                                                                                                                                   \
  X(mail_comment_subject, "Comment on “{TITLE}”")                                                                                                                       \
  /* The sender of a mail: the name of a reader and the title of the blog. */                                                                                           \
  X(mail_from, "{NAME} ({TITLE})")                                                                                                                                      \
  X(mail_view, "View")                                                                                                                                                  \
  P(mail_digest_subject, "{COUNT} new comment", "{COUNT} new comments")                                                                                                 \
  X(mail_test_subject, "Test mail from {TITLE}")                                                                                                                        \
  X(mail_test, "This blog can send you mail.")                                                                                                                          \
  X(mail_answer, "Answer this mail to publish a reply.")                                                                                                                \
  X(mail_answer_held, "Answer this mail to approve the comment and publish a reply.")                                                                                   \
  /* A date. {MONTH} is one of month_1 to month_12. */                                                                                                                  \
  X(day, "{DAY} {MONTH} {YEAR}")                                                                                                                                        \
  X(day_time, "{DATE}, {TIME}")                                                                                                                                         \
  /* A month. {MONTH} is one of month_alone_1 to month_alone_12. */                                                                                                     \
  X(month, "{MONTH} {YEAR}")                                                                                                                                            \
  /* The form that follows a day: in many languages a genitive. */                                                                                                      \
  X(month_1, "January")                                                                                                                                                 \
  X(month_2, "February")                                                                                                                                                \
  X(month_3, "March")                                                                                                                                                   \
  X(month_4, "April")                                                                                                                                                   \
  X(month_5, "May")                                                                                                                                                     \
  X(month_6, "June")                                                                                                                                                    \
  X(month_7, "July")                                                                                                                                                    \
  X(month_8, "August")                                                                                                                                                  \
  X(month_9, "September")                                                                                                                                               \
  X(month_10, "October")                                                                                                                                                \
  X(month_11, "November")                                                                                                                                               \
  X(month_12, "December")                                                                                                                                               \
  /* The form without a day. */                                                                                                                                         \
  X(month_alone_1, "January")                                                                                                                                           \
  X(month_alone_2, "February")                                                                                                                                          \
  X(month_alone_3, "March")                                                                                                                                             \
  X(month_alone_4, "April")                                                                                                                                             \
  X(month_alone_5, "May")                                                                                                                                               \
  X(month_alone_6, "June")                                                                                                                                              \
  X(month_alone_7, "July")                                                                                                                                              \
  X(month_alone_8, "August")                                                                                                                                            \
  X(month_alone_9, "September")                                                                                                                                         \
  X(month_alone_10, "October")                                                                                                                                          \
  X(month_alone_11, "November")                                                                                                                                         \
  X(month_alone_12, "December")                                                                                                                                         \
  /* Stands between groups of three digits. */                                                                                                                          \
  X(thousands, ",")                                                                                                                                                     \
  /* The smallest number with such groups: 1000, or 10000 where 1000 is written                                                                                         \
   * without. */                                                                                                                                                        \
  X(thousands_from, "1000")                                                                                                                                             \
  /* Between two items of a list. */                                                                                                                                    \
  X(list_separator, ", ")                                                                                                                                               \
  X(quoted_title, "“{ARTICLE_TITLE}”")

#endif
