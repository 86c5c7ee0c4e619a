#!/bin/sh
# One of the environment's tools, wherever the data folder is: `scripts/tool.sh ruff check FILE…`
set -eu
tool=$1
shift
exec "${LINKSHARE_DATA_DIR:-var}/venv/bin/$tool" "$@"
