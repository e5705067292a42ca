#!/usr/bin/env bash
# A conversation of twenty minutes, minute by minute, as a phone follows it that is offline for a while.
# Usage: examples/session.sh [http://127.0.0.1:8080]    Needs curl and jq.
set -euo pipefail

base=${1:-http://127.0.0.1:8080}
token=

step() { printf '\n== %s\n' "$*"; }

# call METHOD PATH [BODY]: prints the answer's body, stops with the problem when it is one.
call() {
    local method=$1 path=$2 body=${3:-} answer status
    answer=$(curl -sS -X "$method" "$base$path" -w '\n%{http_code}' \
        ${token:+-H "Authorization: Bearer $token"} ${body:+-H "Content-Type: application/json" --data "$body"}) || return 1
    status=${answer##*$'\n'}
    answer=${answer%$'\n'*}
    if [ "$status" -ge 400 ]; then
        printf '%s %s answered %s: %s\n' "$method" "$path" "$status" "$answer" >&2
        return 1
    fi
    printf '%s' "$answer"
}

account=$(call POST /v1/auth/register "$(jq -n --arg email "ada.$RANDOM$RANDOM@example.org" '{
    $email, password: "a walk by the canal at noon", display_name: "Ada", time_zone: "Europe/Berlin"}')")
token=$(jq -r .access_token <<<"$account")
now=$(jq -r .account.created_at <<<"$account")

# minute N: the moment N minutes after the conversation began, which was half an hour ago.
minute() { jq -rn --arg now "$now" --argjson n "$1" '($now | sub("\\..*Z$"; "Z") | fromdate) - 1800 + $n * 60 | todate'; }

# What the phone shows at minute N.
show() {
    printf 'minute %s: ' "$1"
    call GET "/v1/interviews/$meeting/session?at=$(minute "$1")" | jq -c '. as $session | {
        phase, left: "\(.remaining_seconds / 60 | floor) min",
        next: (.next | if . then .interview_question_id as $id | $session.questions[] | select(.interview_question_id == $id) | .body else null end),
        why: .next.why, drop: [.questions[] | select(.placement == "dropped") | .body], advice}'
}

# event KIND MINUTE [MORE]: something that happened, with an id made here.
event() {
    jq -n --arg id "$(cat /proc/sys/kernel/random/uuid)" --arg kind "$1" --arg at "$(minute "$2")" --argjson more "${3:-"{}"}" \
        '{$id, $kind, happened_at: $at} + $more'
}

about() { jq -n --arg id "$1" --arg text "${2:-}" '{interview_question_id: $id} + if $text == "" then {} else {$text} end'; }

send() { call POST "/v1/interviews/$meeting/session/events" "$(jq -n '{events: [inputs]}')"; }

step "Arrange it: twenty minutes with Jo, about speech therapy"
theme=$(call POST /v1/themes '{"name": "Speech therapy with children", "status": "exploring"}' | jq -r .id)
jo=$(call POST /v1/contacts '{"name": "Jo Okafor", "headline": "Speech therapist"}' | jq -r .id)
outreach=$(call POST /v1/outreach "$(jq -n --arg jo "$jo" --arg theme "$theme" '{contact_id: $jo, theme_id: $theme}')" | jq -r .id)
call POST "/v1/outreach/$outreach/attempts" '{"channel": "phone", "outcome": "meeting_agreed"}' >/dev/null
meeting=$(call POST /v1/interviews "$(jq -n --arg id "$outreach" --arg theme "$theme" --arg at "$(minute 0)" '{
    outreach_id: $id, theme_id: $theme, mode: "in_person", starts_at: $at, planned_minutes: 20}')" | jq -r .id)

plan() {
    call POST "/v1/interviews/$meeting/questions" "$(jq -n --arg body "$1" --arg topic "$2" --arg subject "$3" \
        --argjson minutes "$4" --arg priority "$5" '{$body, $topic, $subject, $minutes, $priority}')" | jq -r .id
}
path=$(plan "How did you come to this work?" opener interviewee 3 must)
week=$(plan "What surprises newcomers in an ordinary week?" work_environment company_or_field 4 must)
chances=$(plan "What would you want to see in somebody like me?" your_chances your_chances 4 must)
trends=$(plan "What will have changed in five years?" industry_trends company_or_field 4 should)
pay=$(plan "In which range do salaries begin?" compensation company_or_field 3 could)
else_=$(plan "Who else should I talk to?" closing company_or_field 2 must)

step "Before it begins: what fits into the time?"
call GET "/v1/interviews/$meeting/session" | jq -c '.questions[] | {body, priority, minutes, placement, why}'

step "It begins"
call POST "/v1/interviews/$meeting/start" "$(jq -n --arg at "$(minute 0)" '{$at}')" | jq -c '{state, started_at}'
show 0

step "The first question is asked and answered"
{ event asked 1 "$(about "$path")"; event answered 4 "$(about "$path" "By accident, through a summer job.")"; } | send |
    jq -c '{recorded, repeated}'
show 4

step "The connection is lost; what happens is noted all the same"
third=$(event asked 5 "$(about "$week" "The paperwork. And how often they laugh.")")
fourth=$(event answered_unprompted 9 "$(about "$trends" "Fewer clinics, more schools.")")
note=$(event note 10 '{"text": "She lights up when she talks about the children."}')
fifth=$(event asked 11 "$(about "$chances" "Patience. An afternoon in a clinic.")")

step "It is back: the events arrive late, in the wrong order, some of them twice"
printf '%s\n' "$fifth" "$note" | send | jq -c '{recorded, repeated}'
printf '%s\n' "$fourth" "$third" "$note" | send | jq -c '{recorded, repeated}'
show 9
show 12
show 15

step "Time to close; there is no room for the salary, which waits for a message"
event deferred 17 "$(about "$pay")" | send | jq -c '.session.deferred'
show 17

step "She offers five minutes more"
event extension_offered 18 '{"minutes": 5}' | send | jq -c '.session | {extended_minutes, time_is_up_at}'
show 18
event asked 19 "$(about "$else_" "Dr. Lin.")" | send >/dev/null
show 22

step "The time is up: say so, and say it was said"
show 25
event time_announced 25 | send | jq -c '.session | {time_announced_at, advice}'

step "Close it in one call"
call POST "/v1/interviews/$meeting/complete" "$(jq -n --arg at "$(minute 26)" '{$at,
    debrief: {stay_in_touch: "By mail, twice a year", confidence_before: 2, confidence_after: 4, talk_share_percent: 30},
    referrals: [{contact: {name: "Dr. Lin", methods: [{kind: "email", value: "lin@clinic.example"}]}, permission_to_name: "granted"}],
    should_have_asked: ["Who pays for the training?"], other_fields: ["Audiology"],
    fit_ratings: [{dimension: "values", score: 5, evidence: "The children"}]}')" |
    jq -c '{debrief: .interview.debrief, contacts: [.contacts[].name], questions: [.questions[].body],
        themes: [.themes[] | {name, status, why}], fit_ratings: [.fit_ratings[] | {dimension, score}], owed: [.follow_ups[].kind]}'

step "The log"
call GET "/v1/interviews/$meeting/session/events?limit=100" |
    jq -r '.data | sort_by(.happened_at)[] | "\(.happened_at) \(.kind) \(.text // .minutes // "")"'
