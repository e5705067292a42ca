-- What wrk sends for overload.py, and how it takes the answers. Arguments: a token to read with; or "sign-in", a password and
-- how many accounts have it.

local threads = {}

function setup(thread)
    thread:set("number", #threads)
    table.insert(threads, thread)
end

function init(arguments)
    good, refused, wrong, first_wrong, sent = 0, 0, 0, "", 0
    if arguments[1] == "sign-in" then
        password, accounts = arguments[2], tonumber(arguments[3])
    else
        reading = wrk.format("GET", nil, {Authorization = "Bearer " .. arguments[1]})
    end
end

function request()
    if reading then
        return reading
    end
    -- Every fourth knows the password, and two of the others are nobody's address: it takes as long to say no to them.
    -- Nobody's are all different, or the throttle of an address would answer before anything is hashed.
    sent = sent + 1
    local name, given = string.format("nobody%d-%d-%d", number, sent, os.time()), "a guess at the password"
    if sent % 4 == 0 then
        name, given = "person" .. (sent / 4 % accounts), password
    end
    local body = string.format('{"email":"%s@drills.example","password":"%s"}', name, given)
    return wrk.format("POST", nil, {["Content-Type"] = "application/json"}, body)
end

local function header(headers, name)
    return headers[name] or headers[name:lower()]
end

local function is_refusal(status, headers, body)
    local seconds = tonumber(header(headers, "Retry-After") or "")
    return (status == 503 or status == 429) and seconds and seconds >= 1
        and header(headers, "Content-Type") == "application/problem+json" and body:find('"code":"', 1, true)
end

function response(status, headers, body)
    if status == 200 or status == 401 and not reading then
        good = good + 1
    elseif is_refusal(status, headers, body) then
        refused = refused + 1
    else
        wrong = wrong + 1
        if first_wrong == "" then
            first_wrong = status .. " " .. body:sub(1, 300):gsub('[%c"\\]', "'")
        end
    end
end

function done(summary, latency, _)
    local all = {good = 0, refused = 0, wrong = 0}
    local first = ""
    for _, thread in ipairs(threads) do
        for name in pairs(all) do
            all[name] = all[name] + thread:get(name)
        end
        if first == "" then
            first = thread:get("first_wrong")
        end
    end
    local errors = summary.errors
    io.write(string.format(
        'RESULT {"good": %d, "refused": %d, "wrong": %d, "first_wrong": "%s", "broken": %d, "unanswered": %d,'
            .. ' "seconds": %f, "p50": %f, "p99": %f}\n',
        all.good, all.refused, all.wrong, first, errors.connect + errors.read + errors.write, errors.timeout,
        summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3))
end
