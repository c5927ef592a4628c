#!/usr/bin/env bash
# Everything that a server without network needs, in one archive: our wheel, those of the lock, documents, install.sh.
# The wheels fit the Python and the platform they are made on: make the bundle on the like of the server.
set -euo pipefail
cd "$(dirname "$0")/.."
PY=.venv/bin/python
VERSION=$($PY -c 'import tomllib; print(tomllib.load(open("pyproject.toml", "rb"))["project"]["version"])')
NAME=tongbiao-$VERSION-bundle
DRAFT=$(mktemp -d)
trap 'rm -rf "$DRAFT"' EXIT
INTO=$DRAFT/$NAME
mkdir -p "$INTO/wheels" "$INTO/docs" dist

$PY -m hatchling build -t wheel -d "$INTO/wheels" > /dev/null
$PY -m pip download -q --disable-pip-version-check --require-hashes --no-deps --only-binary :all: \
    -r requirements.lock -d "$INTO/wheels"
$PY -c 'import sys; print("%d.%d" % sys.version_info[:2])' > "$INTO/python-version"
cp requirements.lock LICENSE README.md "$INTO"
cp docs/operation/install.sh "$INTO"
cp -r docs/operation docs/SETTINGS.md "$INTO/docs"
(cd "$INTO" && find . -type f ! -name SHA256SUMS -print0 | sort -z | xargs -0 sha256sum > SHA256SUMS)

tar --sort=name --owner=0 --group=0 --numeric-owner -czf "dist/$NAME.tar.gz" -C "$DRAFT" "$NAME"
echo "dist/$NAME.tar.gz: $(find "$INTO/wheels" -name '*.whl' | wc -l) wheels for Python $(cat "$INTO/python-version")"
echo "On the server:  tar xzf $NAME.tar.gz && cd $NAME && ./install.sh /opt/tongbiao"
