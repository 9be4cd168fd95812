-- Sends comments by the form, no two alike.
dofile(os.getenv("BENCH_REPORT"))
local article = os.getenv("BENCH_ARTICLE")
local run = os.getenv("BENCH_RUN")
local path = os.getenv("BENCH_POST") or "/comment/"
local threads = 0
local sent = 0

function setup(thread)
  threads = threads + 1
  thread:set("number", threads)
end

function init(args)
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
end

function request()
  sent = sent + 1
  return wrk.format(nil, path, nil, string.format(
    "comment_post_ID=%s&comment_parent=0&author=Ada+Lovelace&email=ada%%40example.org" ..
    "&url=&comment=I+saw+her+come+in+past+the+breakwater+this+morning,+and+I+can+say" ..
    "+that+the+lamp+was+lit+and+that+nobody+on+the+quay+had+asked+for+it.+%s-%d-%06d",
    article, run, number, sent))
end
