#!/bin/sh
# Writes the image tag of this pipeline into one overlay of the GitOps repository.
#
# Reads GITOPS_REPOSITORY, SLIPWAY_OVERLAY, IMAGE_TAG, CI_COMMIT_SHA, CI_PIPELINE_URL, and what it
# writes with: GITOPS_TOKEN, or GITOPS_SSH_KEY where GitLab has no tokens for projects. The token is
# handed to git by a credential helper and the key by a file, so neither stands in a URL, a command
# line or a log.
set -eu

fail() {
  echo "update-gitops: $1" >&2
  exit 1
}

: "${GITOPS_REPOSITORY:?is not set: run the launch again, it sets it as a CI variable}"
if [ -z "${GITOPS_SSH_KEY:-}" ]; then
  : "${GITOPS_TOKEN:?is not set: it is for protected branches only; is this one protected?}"
fi
: "${SLIPWAY_OVERLAY:?is not set: a deploy job says which environment it is for}"
: "${IMAGE_TAG:?is not set}"
: "${CI_COMMIT_SHA:?is not set}"
: "${CI_PIPELINE_URL:?is not set}"

case "$IMAGE_TAG" in
  *[!A-Za-z0-9_.-]*) fail "\"$IMAGE_TAG\" is not a tag" ;;
  latest | main | master | dev | staging | production)
    fail "the tag \"$IMAGE_TAG\" moves; deploy one that says commit and run"
    ;;
esac

# A registry on this machine speaks plain HTTP.
registry_url() {
  case "$1" in
    localhost | localhost:* | 127.*) echo "http://$1" ;;
    *) echo "https://$1" ;;
  esac
}

# Nothing is deployed that nodes could not pull. Fails only when the tag is surely not there.
require_image() {
  if [ -z "${CI_REGISTRY:-}" ] || [ -z "${CI_REGISTRY_PASSWORD:-}" ] ||
    [ -z "${CI_PROJECT_PATH:-}" ] || ! command -v curl >/dev/null 2>&1; then
    echo "The image was not looked up: this job has no registry credentials or no curl."
    return 0
  fi
  base=$(registry_url "$CI_REGISTRY")
  path=$(echo "$CI_PROJECT_PATH" | tr '[:upper:]' '[:lower:]')
  realm=$(curl -s --max-time 20 -o /dev/null -D - "$base/v2/" |
    sed -n 's/.*[Rr]ealm="\([^"]*\)".*/\1/p' | head -n 1)
  # Credentials go to curl by its standard input: everyone on a machine sees command lines.
  bearer=$(printf 'user = "%s:%s"\n' "${CI_REGISTRY_USER:-gitlab-ci-token}" "$CI_REGISTRY_PASSWORD" |
    curl -s --max-time 20 -K - "$realm?service=container_registry&scope=repository:$path:pull" |
    sed -n 's/.*"token" *: *"\([^"]*\)".*/\1/p')
  if [ -z "$bearer" ]; then
    echo "The image was not looked up: the registry gave no token."
    return 0
  fi
  status=$(printf 'header = "Authorization: Bearer %s"\n' "$bearer" |
    curl -s --max-time 20 -K - -o /dev/null -w '%{http_code}' -I \
      -H 'Accept: application/vnd.oci.image.index.v1+json' \
      -H 'Accept: application/vnd.oci.image.manifest.v1+json' \
      -H 'Accept: application/vnd.docker.distribution.manifest.list.v2+json' \
      -H 'Accept: application/vnd.docker.distribution.manifest.v2+json' \
      "$base/v2/$path/manifests/$IMAGE_TAG") || status=none
  case "$status" in
    200) echo "$CI_REGISTRY/$path:$IMAGE_TAG is in the registry." ;;
    404) fail "$CI_REGISTRY/$path:$IMAGE_TAG is not in the registry; has build-image pushed it?" ;;
    *) echo "The image was not looked up: the registry answered $status." ;;
  esac
}

umask 077
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM

export GIT_TERMINAL_PROMPT=0
if [ -n "${GITOPS_SSH_KEY:-}" ]; then
  printf '%s' "$GITOPS_SSH_KEY" | base64 -d >"$work/key" || fail 'GITOPS_SSH_KEY is not a key in base64'
  # The first host key that is shown is kept for the rest of the job.
  GIT_SSH_COMMAND="ssh -i '$work/key' -o IdentitiesOnly=yes -o BatchMode=yes -o StrictHostKeyChecking=accept-new -o UserKnownHostsFile='$work/known_hosts'"
  export GIT_SSH_COMMAND
fi
with_credential() {
  # The helper's text holds the name of the variable; git's shell fills in the value.
  git -c credential.helper= \
    -c credential.helper='!f() { test "$1" = get && echo username=slipway-ci && echo "password=$GITOPS_TOKEN"; }; f' \
    "$@"
}

# Changes the tag of the image called app, and no other byte. Quoted, as 1234567e-17 is a number.
set_tag() {
  awk -v tag="$IMAGE_TAG" '
    /^[ ]*- name:/ { mine = ($3 == "app") }
    mine && /^[ ]*newTag:/ && !done {
      match($0, /newTag:[ ]*/)
      head = substr($0, 1, RSTART + RLENGTH - 1)
      rest = substr($0, RSTART + RLENGTH)
      sub(/^("[^"]*"|[^ #]+)/, "", rest)
      print head "\"" tag "\"" rest
      done = 1
      next
    }
    { print }
    END { exit !done }
  ' "$1" >"$work/edited" || fail "$1 has no newTag for the image called app"
  cat "$work/edited" >"$1"
}

require_image
with_credential clone --quiet "$GITOPS_REPOSITORY" "$work/gitops"
cd "$work/gitops"
branch=$(git symbolic-ref --short HEAD)
file="overlays/$SLIPWAY_OVERLAY/kustomization.yaml"
[ -f "$file" ] || fail "the GitOps repository has no $file"
git config user.name 'Slipway CI'
git config user.email 'slipway-ci@users.noreply.invalid'

attempt=1
while :; do
  set_tag "$file"
  if git diff --quiet -- "$file"; then
    echo "$SLIPWAY_OVERLAY already asks for $IMAGE_TAG."
    exit 0
  fi
  git commit --quiet \
    --message "Deploy $IMAGE_TAG to $SLIPWAY_OVERLAY" \
    --message "App-Commit: $CI_COMMIT_SHA
Pipeline: $CI_PIPELINE_URL" -- "$file"
  if with_credential push --quiet origin "HEAD:$branch"; then
    echo "$SLIPWAY_OVERLAY now asks for $IMAGE_TAG ($(git rev-parse --short HEAD))."
    exit 0
  fi
  [ "$attempt" -le 3 ] || fail "the GitOps repository did not take the commit; may slipway-ci push to $branch?"
  echo "Somebody else has pushed meanwhile: once more on top of that ($attempt of 3)."
  attempt=$((attempt + 1))
  with_credential fetch --quiet origin "$branch"
  git reset --quiet --hard "origin/$branch"
done
