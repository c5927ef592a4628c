#!/bin/sh
# 在没有网络的服务器上安装同标；把后面的步骤打印出来。 · Installs Tongbiao without network, and prints what comes next.
# ./install.sh [FOLDER]     PYTHON=python3.12 ./install.sh /opt/tongbiao
set -eu
cd "$(dirname "$0")"
into=${1:-/opt/tongbiao}
python=${PYTHON:-python3}

sha256sum --quiet -c SHA256SUMS
wanted=$(cat python-version)
found=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
if [ "$found" != "$wanted" ]; then
    echo "需要 Python $wanted，找到的是 $found；用 PYTHON=… 指定。" >&2
    echo "Python $wanted is needed, $found was found: set PYTHON." >&2
    exit 1
fi
"$python" -m venv "$into"
pip="$into/bin/python -m pip install -q --disable-pip-version-check --no-index"
$pip --find-links wheels --require-hashes -r requirements.lock
$pip --no-deps --force-reinstall wheels/tongbiao-*.whl
"$into/bin/tongbiao" --version

cat <<EOF

已安装到 $into。接下来 · Installed in $into. Next:

  export TONGBIAO_VAR=/var/lib/tongbiao
  export TONGBIAO_DATABASE_URL=sqlite:////var/lib/tongbiao/tongbiao.db      # 或 · or postgresql+psycopg://…

  新系统 · a new installation:
    $into/bin/tongbiao init --with-groups --sysadmin 姓名 账号 --secadmin 姓名 账号 --audadmin 姓名 账号
  由备份恢复 · from a backup:
    $into/bin/tongbiao restore BACKUP
    $into/bin/tongbiao verify
    $into/bin/tongbiao resume --as 管理员      # 两名先后各一次 · two administrators, one after the other
  升级 · an upgrade (service stopped):
    $into/bin/tongbiao upgrade

  然后 · then:
    $into/bin/tongbiao doctor
    $into/bin/tongbiao serve        # 与 · and
    $into/bin/tongbiao work

  systemd、nginx 与容器的样例在 docs/operation/ · samples for systemd, nginx and containers are in docs/operation/
EOF
