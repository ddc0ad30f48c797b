const keptMetadata = [
  'name',
  'namespace',
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'finalizers',
  'labels',
  'annotations',
] as const;

/** What a recording keeps of an object: the spec only when it is another than the last time. */
export function trimObject(object: any, lastSpec: string | undefined): any {
  const metadata = Object.fromEntries(
    keptMetadata
      .filter(name => object.metadata[name] !== undefined)
      .map(name => [name, object.metadata[name]]),
  );
  const { apiVersion, kind, spec, operation, status } = object;
  return {
    apiVersion,
    kind,
    metadata,
    ...(JSON.stringify(spec) === lastSpec ? {} : { spec }),
    ...(operation ? { operation } : {}),
    ...(status ? { status } : {}),
  };
}
