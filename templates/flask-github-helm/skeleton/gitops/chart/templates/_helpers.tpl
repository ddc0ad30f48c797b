{{/* What selects the pods: it may never change. */}}
{{- define "selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
{{- end }}

{{- define "labels" -}}
{{ include "selector" . }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
backstage.io/kubernetes-id: {{ .Chart.Name }}
slipway.dev/environment: {{ .Values.environment }}
{{- end }}
