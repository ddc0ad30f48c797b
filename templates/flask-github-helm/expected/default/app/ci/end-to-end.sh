#!/bin/sh
# Installs the image of this run by the chart of the GitOps repository, in a cluster that is thrown
# away, asks the service, and breaks it on purpose: the probes have to see it.
#
# Reads IMAGE and IMAGE_TAG; pulls with what `docker login` has left.
set -eu

: "${IMAGE:?is not set}"
: "${IMAGE_TAG:?is not set: has the job image named it?}"
name=${IMAGE##*/}

kubectl create namespace end-to-end
kubectl -n end-to-end create secret generic "$name-registry" --type=kubernetes.io/dockerconfigjson \
  --from-file=.dockerconfigjson="$HOME/.docker/config.json"
helm upgrade --install "$name" gitops/chart --namespace end-to-end \
  --values gitops/chart/values-dev.yaml --set image.tag="$IMAGE_TAG" --wait --timeout 5m

kubectl -n end-to-end exec "deploy/$name" -- python -m app.probe "http://$name/health"

kubectl -n end-to-end exec "deploy/$name" -- touch /tmp/HEALTH_BREAK
kubectl -n end-to-end wait --for=condition=Available=false "deploy/$name" --timeout=2m
kubectl -n end-to-end exec "deploy/$name" -- rm /tmp/HEALTH_BREAK
kubectl -n end-to-end wait --for=condition=Available "deploy/$name" --timeout=2m
echo "$IMAGE:$IMAGE_TAG runs, and is seen when it does not."
