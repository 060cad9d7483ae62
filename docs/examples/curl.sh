#!/usr/bin/env bash
# The HTTP API by curl, from the first search to the export of everything.
#
#   docs/examples/curl.sh [ADDRESS]      # http://127.0.0.1:8000 unless said otherwise
#
# --get puts the parameters into the address, --data-urlencode encodes them (queries are Chinese, after all).
set -euo pipefail
api=${1:-http://127.0.0.1:8000}/api/v1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

echo "== two hits about 安全生产 that are about problems or plans"
curl -fsS --get "$api/search" --data-urlencode "q=安全生产" \
    --data-urlencode "section=存在问题" --data-urlencode "section=下步打算" --data "per_page=2" | tee "$work/found.json"

echo "== the first of them, whole, with what the query matches in it"
id=$(sed -n 's/.*"hits": \[{"id": "\([^"]*\)".*/\1/p' "$work/found.json")
curl -fsS --get "$api/documents/$id" --data-urlencode "q=安全生产"

echo "== why it is found, what speaks for its labels, and what is like it"
curl -fsS --get "$api/explain/$id" --data-urlencode "q=安全生产"
curl -fsS "$api/evidence/$id"
curl -fsS "$api/similar/$id?limit=2"

echo "== while somebody is typing: characters, pinyin or initials"
curl -fsS --get "$api/suggest" --data-urlencode "q=anquan"

echo "== the page of hits as a table for a spreadsheet"
curl -fsS --get "$api/search.csv" --data-urlencode "q=安全生产" --output "$work/found.csv"
head -n 2 "$work/found.csv"

echo "== every match, a line each; all of the index without q"
curl -fsS --get "$api/passages" --data-urlencode "q=安全生产" --output "$work/found.jsonl"
wc -l <"$work/found.jsonl"

echo "== asked again, an answer that has not changed is not sent (304)"
curl -fsS --get "$api/search" --data-urlencode "q=安全生产" --etag-save "$work/tag" --output /dev/null
curl -fsS --get "$api/search" --data-urlencode "q=安全生产" --etag-compare "$work/tag" --write-out '%{http_code}\n'

echo "== a mistake is said, in English if you like"
curl -sS --get "$api/search" --data "page=first" --data "lang=en"
