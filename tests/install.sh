#!/usr/bin/env bash
# Install Debian packages where that can be done without asking: as root, with apt. Usage: install.sh PACKAGE …
set -euo pipefail
[ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || exit 1
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq >/dev/null
apt-get install -y -qq --no-install-recommends "$@" >/dev/null
