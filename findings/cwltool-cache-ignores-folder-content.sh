#!/usr/bin/env bash
# One would guess: cwltool --cachedir runs a step again when any input has changed. For a File it does (size and time are
# part of the key), also for a changed secondary file.
# What happens (cwltool 3.1.20230209161050, Debian 12): of an input of type Directory only the path counts. After the
# files in it were changed or added, the step is not run and the outputs of the old data come back, exit 0.
# Why it matters: a data set, a SavedModel or an MLflow model is a Directory. With the cache on, a pipeline "trains" on
# new data and returns the metrics of the old, while its record (the command, the inputs) looks right.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

expect() { # what, expected, seen
  printf '%-52s %s\n' "$1" "$3"
  [[ "$2" == "$3" ]] || { echo "behaviour changed: expected $2" >&2; exit 1; }
}

[[ $(dpkg-query -W -f '${db:Status-Status}' cwltool 2>/dev/null) == installed ]] || {
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends cwltool >/dev/null
}
dpkg-query -W cwltool

tool() { # kind of input, command
  cat <<CWL
cwlVersion: v1.2
class: CommandLineTool
baseCommand: [sh, -c, '$2']
inputs: {data: {type: $1, inputBinding: {position: 1}}}
stdout: metric.txt
outputs: {metric: {type: stdout}}
CWL
}
tool File 'wc -l < $0' > of-file.cwl
tool Directory 'cat $0/* | wc -l' > of-folder.cwl
mkdir data
seq 1 3 > data/part-1.csv
echo 'data: {class: File, path: data/part-1.csv}' > file.yml
echo 'data: {class: Directory, path: data}' > folder.yml

run() { # file or folder, further options
  cwltool --quiet --outdir "out-$1" "${@:2}" "of-$1.cwl" "$1.yml" > /dev/null
  tr -d ' \n' < "out-$1/metric.txt"
}

expect 'rows of the file' 3 "$(run file --cachedir cache)"
expect 'rows of the folder' 3 "$(run folder --cachedir cache)"
seq 1 500 > data/part-1.csv
seq 1 500 > data/part-2.csv
expect 'rows of the changed file' 500 "$(run file --cachedir cache)"
expect 'rows of the changed folder, with the cache' 3 "$(run folder --cachedir cache)"
expect 'rows of the changed folder, without' 1000 "$(run folder)"
