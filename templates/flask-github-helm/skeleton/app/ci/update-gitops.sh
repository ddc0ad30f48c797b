#!/bin/sh
# Writes the image tag of this run into the values of one environment in the GitOps repository.
#
# Works in the checkout `gitops`, which has the credential to push. Reads SLIPWAY_ENVIRONMENT,
# IMAGE_TAG, GITHUB_SHA and RUN_URL.
set -eu

fail() {
  echo "update-gitops: $1" >&2
  exit 1
}

: "${SLIPWAY_ENVIRONMENT:?is not set: a deploy job says which environment it is for}"
: "${IMAGE_TAG:?is not set: has the job image named it?}"
: "${GITHUB_SHA:?is not set}"
: "${RUN_URL:?is not set}"

case "$IMAGE_TAG" in
  *[!A-Za-z0-9_.-]*) fail "\"$IMAGE_TAG\" is not a tag" ;;
  latest | main | master | dev | staging | production)
    fail "the tag \"$IMAGE_TAG\" moves; deploy one that says commit and run"
    ;;
esac

cd "${GITOPS_FOLDER:-gitops}" || fail 'the GitOps repository is not checked out'
branch=$(git symbolic-ref --short HEAD)
file="chart/values-$SLIPWAY_ENVIRONMENT.yaml"
[ -f "$file" ] || fail "the GitOps repository has no $file"
git config user.name 'Slipway CI'
git config user.email 'slipway-ci@users.noreply.invalid'
edited=$(mktemp)
trap 'rm -f "$edited"' EXIT INT TERM

# Changes image.tag, and no other byte. Quoted, as 1234567e-17 is a number.
set_tag() {
  awk -v tag="$IMAGE_TAG" '
    /^[^ #]/ { mine = /^image:/ }
    mine && /^[ ]+tag:/ && !done {
      match($0, /tag:[ ]*/)
      head = substr($0, 1, RSTART + RLENGTH - 1)
      rest = substr($0, RSTART + RLENGTH)
      sub(/^("[^"]*"|[^ #]+)/, "", rest)
      print head "\"" tag "\"" rest
      done = 1
      next
    }
    { print }
    END { exit !done }
  ' "$1" >"$edited" || fail "$1 has no image.tag"
  cat "$edited" >"$1"
}

attempt=1
while :; do
  set_tag "$file"
  if git diff --quiet -- "$file"; then
    echo "$SLIPWAY_ENVIRONMENT already asks for $IMAGE_TAG."
    exit 0
  fi
  git commit --quiet \
    --message "Deploy $IMAGE_TAG to $SLIPWAY_ENVIRONMENT" \
    --message "App-Commit: $GITHUB_SHA
Run: $RUN_URL" -- "$file"
  if git push --quiet origin "HEAD:$branch"; then
    echo "$SLIPWAY_ENVIRONMENT now asks for $IMAGE_TAG ($(git rev-parse --short HEAD))."
    exit 0
  fi
  [ "$attempt" -le 3 ] || fail "the GitOps repository did not take the commit; has the deploy key write access, and may it push to $branch?"
  echo "Somebody else has pushed meanwhile: once more on top of that ($attempt of 3)."
  attempt=$((attempt + 1))
  git fetch --quiet origin "$branch"
  git reset --quiet --hard FETCH_HEAD
done
