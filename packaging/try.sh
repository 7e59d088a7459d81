#!/usr/bin/env bash
# Makes everything of a release without publishing it, and on Debian, as root, installs the package, uses
# it as its user would and removes it. It takes minutes: the program that makes packages is built first.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly goreleaser=github.com/goreleaser/goreleaser/v2@v2.13.0

tools=$(mktemp -d)
finish() {
  rm -rf "$tools"
  if dpkg --status parsec-hosts &>/dev/null; then
    dpkg --remove parsec-hosts
  fi
}

if dpkg --status parsec-hosts &>/dev/null; then
  echo 'parsec-hosts is installed here: remove that package first'
  exit 1
fi
trap finish EXIT
if ! command -v goreleaser >/dev/null; then
  GOBIN=$tools go install "$goreleaser"
  PATH=$tools:$PATH
fi
goreleaser check
goreleaser release --snapshot --clean

(cd dist && sha256sum --check --quiet checksums.txt)
for os in linux darwin windows; do
  for arch in amd64 arm64; do
    ls dist/parsec-hosts_*_"${os}_$arch".*
  done
done
ls dist/parsec-hosts_*_static.tar.gz dist/*.deb dist/*.rpm dist/*.apk
ls dist/homebrew/Casks/*.rb dist/scoop/*.json dist/aur/*.pkgbuild

if ! command -v dpkg >/dev/null || ((EUID)); then
  echo 'the Debian package is not tried: that takes Debian, and root'
  exit
fi

expect() { # TEXT COMMAND...
  local text=$1 output
  shift
  output=$("$@" 2>&1)
  if [[ $output != *"$text"* ]]; then
    printf '%s: no "%s" in:\n%s\n' "$*" "$text" "$output"
    exit 1
  fi
}

dpkg --install dist/parsec-hosts_*_linux_"$(dpkg --print-architecture)".deb
installed=$(dpkg --listfiles parsec-hosts | while read -r file; do [[ -f $file ]] && echo "$file"; done)
(
  cd / # so that nothing of the repository helps
  expect 'parsec-hosts' parsec-hosts --version
  expect 'online' parsec-hosts list --demo
  expect 'NAME' zcat /usr/share/man/man1/parsec-hosts.1.gz
  expect 'list' bash -c 'source /usr/share/bash-completion/completions/parsec-hosts && complete -p parsec-hosts && parsec-hosts __complete li'
  expect 'session_command' cat /usr/share/doc/parsec-hosts/config.example.toml
)
dpkg --remove parsec-hosts
for file in $installed; do
  [[ ! -e $file ]] || { echo "$file is left"; exit 1; }
done
echo 'the Debian package was installed, used and removed'
