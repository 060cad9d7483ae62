-- For wrk: asks for each address of a file once, then makes a file; prints what it saw as one line of JSON.

local addresses, asked, answered = {}, 0, 0

function init()
  for line in io.lines(os.getenv("ADDRESSES")) do
    addresses[#addresses + 1] = line
  end
end

function request()
  asked = asked + 1
  return wrk.format("GET", addresses[(asked - 1) % #addresses + 1])
end

function response()
  answered = answered + 1
  if answered == #addresses then
    io.open(os.getenv("THROUGH"), "w"):close()
    wrk.thread:stop()
  end
end

function done(summary, latency)
  local bad = summary.errors
  print(string.format(
    '{"errors": %d, "latency": [%.3f, %.3f, %.3f]}',
    bad.connect + bad.read + bad.write + bad.status + bad.timeout,
    latency:percentile(50) / 1e3, latency:percentile(95) / 1e3, latency:percentile(99) / 1e3))
end
