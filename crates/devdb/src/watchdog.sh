# Runs PostgreSQL, and ends it when standard input closes: whoever holds the other end of that pipe has
# finished with it, or died, `kill -9` included.
#
# watchdog.sh <log> <pg_isready> <socket folder> <stop signal> <folder to delete or ''> <postgres> <argument>...
#
# Says "ready" on standard output once the server accepts connections, or the end of the log when it never does.
# Standard error is an open lock file (see Locks in place.rs): no child may keep it.

log=$1 isready=$2 socket=$3 stop=$4 passing=$5
shift 5

# An asked-for end is an end like the other: the trap interrupts `read`.
trap : HUP INT TERM PIPE

# A server killed together with its watchdog may still be dying, and PostgreSQL refuses to start beside it. Ten seconds
# at most; after that PostgreSQL itself judges what its pid file says. $3 is the data folder: postgres -D <folder>.
dying=$(head -n 1 "$3/postmaster.pid" 2>/dev/null)
turns=200
while [ -n "$dying" ] && kill -0 "$dying" && [ "$turns" -gt 0 ]; do
    turns=$((turns - 1))
    sleep 0.05
done 2>/dev/null

"$@" </dev/null >>"$log" 2>&1 &
server=$!

# Waits up to 30 seconds for "$@" to succeed while the server lives. The pauses are short and bounded:
# PostgreSQL has no portable way to tell when it is ready but to be asked.
await() {
    turns=600
    while kill -0 "$server" && [ "$turns" -gt 0 ]; do
        if "$@"; then return 0; fi
        turns=$((turns - 1))
        sleep 0.05
    done 2>/dev/null
    return 1
}

if await "$isready" -q -h "$socket" -p 5432; then
    echo ready 2>/dev/null
    read -r _
else
    tail -n 20 "$log" 2>/dev/null
fi

kill -"$stop" "$server" 2>/dev/null
await false
# Backends that do not end in time: end at once; the next start recovers.
kill -QUIT "$server" 2>/dev/null
wait "$server"
status=$?
if [ -n "$passing" ]; then rm -rf -- "$passing" 2>/dev/null; fi
exit "$status"
