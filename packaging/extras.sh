#!/usr/bin/env bash
# Makes what packages hold beside the program: completions, manual pages and the notices of the modules
# that are built in. Usage: packaging/extras.sh FOLDER
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

folder=$1
rm -rf "$folder"
mkdir -p "$folder/completions" "$folder/man"
program=$folder/program
CGO_ENABLED=0 go build -o "$program" .

"$program" completion bash >"$folder/completions/parsec-hosts.bash"
"$program" completion zsh >"$folder/completions/_parsec-hosts"
"$program" completion fish >"$folder/completions/parsec-hosts.fish"
"$program" completion powershell >"$folder/completions/parsec-hosts.ps1"
"$program" man --dir "$folder/man"
gzip --no-name --best "$folder"/man/*
rm "$program"

# What is built in on any system, and Go's own library: their licences ask for a copy of these texts.
{
  printf 'Go %s\n\n' "$(go env GOVERSION)"
  cat "$(go env GOROOT)/LICENSE"
} >"$folder/NOTICES"
for os in linux darwin windows; do
  GOOS=$os CGO_ENABLED=0 go list -deps -f '{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}} {{.Dir}}{{end}}{{end}}' .
done | sort -u | while read -r module version dir; do
  printf '\n%s\n\n%s %s\n\n' '------------------------------------------------------------------------' "$module" "$version"
  find "$dir" -maxdepth 1 -type f \( -iname 'LICEN[SC]E*' -o -iname 'NOTICE*' -o -iname 'COPYING*' \) -exec cat {} +
done >>"$folder/NOTICES"
