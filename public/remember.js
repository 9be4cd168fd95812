/* Remembers a reader's name, email address and website for the comment form, in this
 * browser only and only if asked to. Without it the form works the same. */
(function () {
  "use strict";
  var form = document.getElementById("commentform");
  var box = document.getElementById("remember");
  var key = "pamphlet-reader";
  var saved = null;
  var store;

  try {
    store = window.localStorage;
    saved = JSON.parse(store.getItem(key));
  } catch (e) {
    if (!store) return; // storage is turned off
  }
  if (!form || !box) return;

  function field(name) {
    var found = form.elements.namedItem(name);
    if (!found && name === "known") {
      found = document.createElement("input");
      found.type = "hidden";
      found.name = name;
      form.appendChild(found);
    }
    return found;
  }

  // The page that confirms a comment brings a token, which proves that the next comment is
  // of the same reader. Three are enough: the newest may belong to a comment that waits.
  function tokens() {
    var all = (field("known").value + " " + ((saved && saved.known) || "")).split(" ");
    return all.filter(function (t, i) { return t && all.indexOf(t) === i; }).slice(0, 3).join(" ");
  }

  function save() {
    try {
      if (!box.checked) store.removeItem(key);
      else store.setItem(key, JSON.stringify({
        author: field("author").value,
        email: field("email").value,
        url: field("url").value,
        known: field("known").value
      }));
    } catch (e) { /* the storage is full */ }
  }

  if (saved && typeof saved === "object") {
    box.checked = true;
    ["author", "email", "url"].forEach(function (name) {
      if (!field(name).value && typeof saved[name] === "string") field(name).value = saved[name];
    });
    field("known").value = tokens();
    save();
  }
  document.getElementById("remember-field").hidden = false;
  form.addEventListener("submit", save);
  box.addEventListener("change", save);
})();
