/* An old link such as "/talk/#comment-12" leads to the article, while the comment may be
 * on another page by now. Asks which one it is, and goes there. */
(function () {
  "use strict";
  function find() {
    var id = /^#comment-(\d+)$/.exec(location.hash);
    if (!id || document.getElementById("comment-" + id[1])) return;
    fetch("/comment/" + id[1] + "/", { method: "HEAD" }).then(function (answer) {
      if (answer.ok && answer.redirected) location.replace(answer.url.split("#")[0] + id[0]);
    }, function () { /* the reader stays where they are */ });
  }
  window.addEventListener("hashchange", find);
  find();
})();
