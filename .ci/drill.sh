#!/usr/bin/env bash
# The drill of a lost server: a backup while people work, the bundle, and with the network off a fresh folder in which the
# printed steps install, restore, verify and serve. Ends with status 1 when anything disagrees.
set -euo pipefail
cd "$(dirname "$0")/.."
HOME_OF_DRILL=$(mktemp -d)
trap 'rm -rf "$HOME_OF_DRILL"' EXIT
export TONGBIAO_VAR=$HOME_OF_DRILL/there
export TONGBIAO_DATABASE_URL=sqlite:///$TONGBIAO_VAR/tongbiao.db
PY=.venv/bin/python

$PY - <<'END'
from workflow import clock
from workflow.demo import building
from workflow.settings import Settings

building.build(Settings.read(), clock.now())
END
$PY - <<'END' &
import time
from workflow import clock
from workflow.seats import installing
from workflow.db import Database
from workflow.settings import Settings

database, began, waits = Database(Settings.read().database_url), time.monotonic(), [0.0]
while time.monotonic() - began < 8:
    at = time.monotonic()
    with database.write(clock.now()) as work:
        installing.record(work, "export_events", facts={"n": len(waits)})
    waits.append(time.monotonic() - at)
print(f"while it was taken: {len(waits)} acts, longest wait {max(waits):.2f} s")
END
sleep 2
.venv/bin/tongbiao backup --out "$HOME_OF_DRILL/backups" | sed -n 1p
wait
.ci/bundle.sh | sed -n 1p

export BACKUP=$(echo "$HOME_OF_DRILL"/backups/tongbiao-*) BUNDLE=$PWD/dist HOME_OF_DRILL
export TONGBIAO_VAR=$HOME_OF_DRILL/here
export TONGBIAO_DATABASE_URL=sqlite:///$TONGBIAO_VAR/tongbiao.db
export PYTHON=$($PY -c 'import sys; print(sys._base_executable)')
unshare --user --map-root-user --net bash -euo pipefail <<'END'
cd "$HOME_OF_DRILL"
tar xzf "$BUNDLE"/tongbiao-*-bundle.tar.gz
./tongbiao-*-bundle/install.sh "$HOME_OF_DRILL/installed" | sed -n 1,3p
PATH=$HOME_OF_DRILL/installed/bin:$PATH
tongbiao restore "$BACKUP"
tongbiao verify
for who in zhushiyun qinshian; do echo tongbiao-demo | tongbiao resume --as $who --password-stdin; done
tongbiao work --once
tongbiao doctor | tail -1
END
