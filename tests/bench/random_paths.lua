-- Asks for articles at random, of those the bulk filler numbers 1 … PATHS.
dofile(os.getenv("BENCH_REPORT"))
local paths = tonumber(os.getenv("BENCH_PATHS"))
local threads = 0

function setup(thread)
  threads = threads + 1
  thread:set("seed", threads)
end

function init(args)
  math.randomseed(seed * 7919 + paths)
end

function request()
  return wrk.format("GET", string.format(os.getenv("BENCH_FORMAT"), math.random(paths)))
end
