#!/usr/bin/env bash
# One would guess: in a sparse checkout, git lfs downloads what is checked out. The checkout itself does: the filter asks for
# the files of the chosen folders only.
# What happens (git 2.39 and git-lfs 3.3.0 of Debian 12): "git lfs pull", the command that every guide and most CI jobs run
# next, downloads the objects of the whole commit and also writes the files of the excluded folders into the work tree, whole.
# "git status" says that all is clean and "git sparse-checkout list" still names the chosen folder only.
# Why it matters: sparse checkouts are chosen because a data repository holds terabytes. One habitual command fills the disk
# of each build machine and the monthly transfer of the forge. Give the folders once more with --include, or set
# lfs.fetchinclude.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export HOME=$work GIT_CONFIG_GLOBAL=$work/gitconfig GIT_CONFIG_NOSYSTEM=1

for package in git git-lfs; do
  [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || {
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" >/dev/null
  }
done
dpkg-query -W git git-lfs
git config --global user.name someone
git config --global user.email someone@example.org
git config --global init.defaultBranch main
git lfs install >/dev/null

git init -q --bare server.git
git clone -q "file://$work/server.git" author 2>/dev/null
(
  cd author
  git lfs track '*.bin' >/dev/null
  for folder in small large; do
    mkdir $folder
    head -c 1000000 /dev/urandom > $folder/weights.bin
  done
  git add -A
  git commit -qm 'Add weights'
  git push -q origin main 2>/dev/null
)

clone() {
  rm -rf reader
  git clone -q --no-checkout "file://$work/server.git" reader
  cd reader
  git sparse-checkout set small
  git checkout -q main
}
objects() { find .git/lfs/objects -type f 2>/dev/null | wc -l; }
{
  (clone; echo "after checkout: $(objects) object, folders: $(ls)")
  (
    cd reader
    git lfs pull >/dev/null
    echo "after git lfs pull: $(objects) objects, folders: $(ls | paste -sd ' ')"
    echo "large/weights.bin: $(stat -c %s large/weights.bin) bytes"
    echo "git status: '$(git status --short)', sparse-checkout list: $(git sparse-checkout list)"
  )
  (clone; git lfs pull --include small >/dev/null; echo "after git lfs pull --include small: $(objects) object")
} | tee seen.txt
cat > expected.txt <<'EXPECTED'
after checkout: 1 object, folders: small
after git lfs pull: 2 objects, folders: large small
large/weights.bin: 1000000 bytes
git status: '', sparse-checkout list: small
after git lfs pull --include small: 1 object
EXPECTED
diff expected.txt seen.txt || { echo 'behaviour changed' >&2; exit 1; }
