#!/usr/bin/env bash
# Makes sure that the journeys have a Chromium, Chinese letters to draw and poppler to look into PDFs. Installs what is
# missing where it may (root on a Debian); where it may not, it says so, and fails only in CI.
set -euo pipefail
cd "$(dirname "$0")/.."

missing=()
.venv/bin/python -m tests.browser >/dev/null 2>&1 || missing+=(chromium)
command -v pdftotext >/dev/null || missing+=(poppler-utils)
command -v fc-list >/dev/null && fc-list :lang=zh-cn | grep -q . || missing+=(fontconfig fonts-noto-cjk)
[ ${#missing[@]} -eq 0 ] && exit 0

if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
  echo "installing ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq </dev/null
  apt-get install -y -qq --no-install-recommends "${missing[@]}" </dev/null >/dev/null
  exec .venv/bin/python -m tests.browser
fi

echo "not here: ${missing[*]} (the tests that need them will be skipped)" >&2
[ "${CI:-}" != true ] && [ "${CI:-}" != 1 ]
