#!/usr/bin/env bash
# One would guess: a scattered training step whose tool always writes "model.onnx" ends with all models in the output
# folder (renamed where names clash), or with an error. The output object of the run even says so: model.onnx,
# model.onnx_2, model.onnx_3, each with its own SHA-1, exit status 0, "success".
# What happens (cwltool 3.1.20230209161050, Debian 12): every file is moved to the same place. Only the model of the
# last scattered value is left, under the name for which the output object gives the checksum of the first.
# A Directory output with a fixed name ends in an unhandled error after all the training is done.
# Why it matters: a hyperparameter sweep loses all models but one, and what a registry then takes in for the first seed
# is the model of the last. Put the scattered value into the file name, and verify checksums before registering.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

expect() { # what, expected, seen
  printf '%-52s %s\n' "$1" "$3"
  [[ "$2" == "$3" ]] || { echo "behaviour changed: expected $2" >&2; exit 1; }
}

for package in cwltool jq; do
  [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || {
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" >/dev/null
  }
done
dpkg-query -W cwltool

cat > sweep.cwl <<'CWL'
cwlVersion: v1.2
class: Workflow
requirements: {ScatterFeatureRequirement: {}}
inputs: {seeds: "int[]"}
outputs:
  models: {type: "File[]", outputSource: train/model}
steps:
  train:
    scatter: seed
    in: {seed: seeds}
    out: [model]
    run:
      class: CommandLineTool
      baseCommand: [sh, -c, 'echo "weights of seed $0" > model.onnx']
      inputs: {seed: {type: int, inputBinding: {position: 1}}}
      outputs: {model: {type: File, outputBinding: {glob: model.onnx}}}
CWL
sed -e 's/File\[\]/Directory[]/' -e 's/type: File,/type: Directory,/' -e 's/glob: model.onnx/glob: model/' \
    -e 's|echo "weights of seed $0" > model.onnx|mkdir model \&\& echo $0 > model/MLmodel|' sweep.cwl > folders.cwl
echo 'seeds: [1, 2, 3]' > job.yml

cwltool --quiet --outdir out sweep.cwl job.yml > outputs.json && status=0 || status=$?
sha_of() { printf 'weights of seed %s\n' "$1" | sha1sum | cut -d' ' -f1; }

expect 'exit status' 0 "$status"
expect 'models in the output object' 3 "$(jq '.models | length' outputs.json)"
expect 'places in the output object' 'model.onnx model.onnx_2 model.onnx_3' \
  "$(jq -r '[.models[].location | split("/") | last] | join(" ")' outputs.json)"
expect 'checksum given for model.onnx' "sha1\$$(sha_of 1)" \
  "$(jq -r '.models[] | select(.location | endswith("/model.onnx")) | .checksum' outputs.json)"
expect 'files in the output folder' 'model.onnx' "$(ls out | tr '\n' ' ' | sed 's/ $//')"
expect 'content of model.onnx' 'weights of seed 3' "$(cat out/model.onnx)"

cwltool --quiet --outdir folders folders.cwl job.yml > folders.json 2> folders.log && status=0 || status=$?
expect 'exit status with outputs of type Directory' 1 "$status"
expect 'and its message' yes "$(grep -q 'No such file or directory.*MLmodel_2' folders.log && echo yes || echo no)"
