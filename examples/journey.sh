#!/usr/bin/env bash
# One informational interview from "whom could I ask" to "thanked, and due to hear from me", against a running service.
# Usage: examples/journey.sh [http://127.0.0.1:8080]    Needs curl and jq.
set -euo pipefail

base=${1:-http://127.0.0.1:8080}
token=

step() { printf '\n== %s\n' "$*"; }

# call METHOD PATH [BODY]: prints the answer's body, stops with the problem when it is one.
call() {
    local method=$1 path=$2 body=${3:-} kind=application/json answer status
    if [ "$method" = PATCH ]; then kind=application/merge-patch+json; fi
    answer=$(curl -sS -X "$method" "$base$path" -w '\n%{http_code}' \
        ${token:+-H "Authorization: Bearer $token"} ${body:+-H "Content-Type: $kind" --data "$body"}) || return 1
    status=${answer##*$'\n'}
    answer=${answer%$'\n'*}
    if [ "$status" -ge 400 ]; then
        printf '%s %s answered %s: %s\n' "$method" "$path" "$status" "$answer" >&2
        return 1
    fi
    printf '%s' "$answer"
}

# The same, for a request that is to be refused: prints the problem.
refused() {
    curl -sS -X "$1" "$base$2" -H "Authorization: Bearer $token" -H 'Content-Type: application/json' --data "$3" |
        jq -c '{status, code, detail, not_before, reason, rule}'
}

# ago SECONDS: that long before the service's now.
ago() { jq -rn --arg now "$now" --argjson seconds "$1" '($now | sub("\\..*Z$"; "Z") | fromdate) - $seconds | todate'; }

day=86400

step "Register"
account=$(call POST /v1/auth/register "$(jq -n --arg email "ada.$RANDOM$RANDOM@example.org" '{
    $email, password: "a walk by the canal at noon", display_name: "Ada", time_zone: "Europe/Berlin"}')")
token=$(jq -r .access_token <<<"$account")
now=$(jq -r .account.created_at <<<"$account")
jq -c .account <<<"$account"

step "What am I exploring?"
theme=$(call POST /v1/themes '{"name": "Speech therapy with children", "field": "Health", "why": "Somebody helped my cousin."}')
jq -c '{id, name, status}' <<<"$theme"

step "Whom could I ask?"
clinic=$(call POST /v1/organizations '{"name": "Canal Street Clinic", "kind": "employer", "location": "Berlin",
    "mission": "Every child is understood."}')
jo=$(call POST /v1/contacts "$(jq -n --argjson clinic "$clinic" '{
    name: "Jo Okafor", headline: "Speech therapist", organization_id: $clinic.id, relationship: "alum", warmth: "lukewarm",
    how_we_know: "We studied at the same school", time_zone: "Europe/Berlin", tags: ["therapist", "alum"],
    methods: [{kind: "email", value: "jo@clinic.example", is_primary: true},
              {kind: "phone", label: "work", value: "+49 30 1234567", extension: "12"}]}')")
jq -c '{id, name, relationship, warmth, tags}' <<<"$jo"

step "Start an outreach: what comes first, and why?"
outreach=$(call POST /v1/outreach "$(jq -n --argjson jo "$jo" --argjson theme "$theme" '{contact_id: $jo.id, theme_id: $theme.id}')")
id=$(jq -r .id <<<"$outreach")
jq -c '{state, next_action}' <<<"$outreach"

step "The letter went out eight days ago"
call POST "/v1/outreach/$id/attempts" "$(jq -n --arg at "$(ago $((8 * day)))" '{channel: "email", outcome: "sent", $at}')" |
    jq -c '.outreach | {state, next_action}'

step "A call two days after it would have been too early"
other=$(call POST /v1/contacts '{"name": "Sam Impatient"}')
early=$(call POST /v1/outreach "$(jq -n --argjson other "$other" '{contact_id: $other.id}')" | jq -r .id)
call POST "/v1/outreach/$early/attempts" "$(jq -n --arg at "$(ago $((2 * day)))" '{channel: "email", outcome: "sent", $at}')" >/dev/null
refused POST "/v1/outreach/$early/attempts" '{"channel": "phone", "outcome": "no_answer"}'

step "Call Jo: they agree to meet"
call POST "/v1/outreach/$id/attempts" '{"channel": "phone", "outcome": "meeting_agreed", "note": "Today at their office"}' |
    jq -c '.outreach | {state, next_action}'

step "Schedule it, with the minutes that the methodology proposes"
interview=$(call POST /v1/interviews "$(jq -n --arg id "$id" --arg at "$(ago 1800)" '{
    outreach_id: $id, kind: "exploratory", mode: "in_person", place: "Canal Street 5, Berlin", starts_at: $at}')")
meeting=$(jq -r .id <<<"$interview")
jq -c '{id, state, starts_at, time_zone, planned_minutes}' <<<"$interview"

step "Plan questions: two of the built-in bank, two of my own"
bank=$(call GET '/v1/question-bank?topic=interviewee_path&limit=2')
for number in 0 1; do
    call POST "/v1/interviews/$meeting/questions" \
        "$(jq -n --argjson bank "$bank" --argjson n "$number" '{bank_question_id: $bank.data[$n].id, priority: "must"}')" |
        jq -c '{position, body, priority}'
done
own=$(call POST "/v1/interviews/$meeting/questions" '{"body": "Which cases do you pass on to others?",
    "topic": "work_environment", "subject": "company_or_field", "minutes": 3, "priority": "should"}')
later=$(call POST "/v1/interviews/$meeting/questions" '{"body": "How would you read my background?",
    "topic": "your_chances", "subject": "your_chances", "minutes": 3, "priority": "could"}')
call GET "/v1/interviews/$meeting/readiness" | jq -c '.findings[] | {rule, met, why}'

step "Hold it"
call POST "/v1/interviews/$meeting/start" "$(jq -n --arg at "$(ago 1800)" '{$at}')" | jq -c '{state, started_at}'
first=$(call GET "/v1/interviews/$meeting/questions" | jq -r '.data[0].id')
call POST "/v1/interviews/$meeting/questions/$first/mark" '{"mark": "asked", "answer": "By accident, through a summer job."}' |
    jq -c '{body, mark, answer}'
call POST "/v1/interviews/$meeting/questions/$(jq -r .id <<<"$own")/mark" '{"mark": "answered_unprompted"}' | jq -c '{body, mark}'
call POST "/v1/interviews/$meeting/questions/$(jq -r .id <<<"$later")/mark" '{"mark": "deferred"}' | jq -c '{body, mark}'

step "Complete it, with whom else to talk to"
done_=$(call POST "/v1/interviews/$meeting/complete" '{"actual_minutes": 22, "notes": "Warm and quick. The waiting list is the hard part.",
    "referrals": [{"contact": {"name": "Dr. Lin", "headline": "Head of a training clinic"}, "permission_to_name": "granted"}]}')
jq -c '.interview | {state, actual_minutes}' <<<"$done_"
jq -c '.contacts[] | {name, relationship}' <<<"$done_"
jq -c '.follow_ups[] | {kind, due_at, reason}' <<<"$done_"

step "The agenda"
call GET /v1/agenda | jq -c '.data[] | {bucket, kind, title, until, operation: .operation.operation_id}'

step "Say thank you"
thanks=$(jq -r '.follow_ups[] | select(.kind == "thank_you") | .id' <<<"$done_")
call POST "/v1/follow-ups/$thanks/complete" '{}' | jq -c '{kind, state}'

step "When am I due to write again?"
call GET '/v1/follow-ups?state=pending&kind=update' | jq -c '.data[] | {kind, due_at, reason}'
