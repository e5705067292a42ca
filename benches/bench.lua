-- What wrk sends: one of the people at random, one of their contacts at random. Written by run.py: PEOPLE, METHOD, PATH, BODY.
dofile(os.getenv("BENCH"))
function init(_) math.randomseed(tonumber(tostring({}):match("0x(%x+)"), 16) % 2147483647) end
function request()
    local token = PEOPLE[math.random(#PEOPLE)]
    local id = "00000000-0000-7000-8000-" .. string.format("%d", 100000000000 + math.random(CONTACTS))
    local path = PATH:gsub("{id}", id)
    local headers = { ["Authorization"] = token ~= "" and "Bearer " .. token or nil }
    if BODY ~= "" then headers["Content-Type"] = "application/json" end
    return wrk.format(METHOD, path, headers, BODY ~= "" and BODY or nil)
end
