import { neededProperties } from './neededProperties.ts';

export interface ContractOperation {
  responses: Record<
    string,
    { content?: Record<string, { schema?: Record<string, any> }> }
  >;
}

export interface ContractDocument {
  paths: Record<string, Record<string, ContractOperation>>;
  components: { schemas: Record<string, Record<string, any>> };
}

/** Lists that the description types as one object. */
const lists = [
  '/api/v4/projects/{id}/repository/tree',
  '/api/v4/projects/{id}/variables',
  '/api/v4/groups/{id}/variables',
  '/api/v4/projects/{id}/merge_requests',
  '/api/v4/projects/{id}/runners',
  '/api/v4/projects/{id}/access_tokens',
  '/api/v4/projects/{id}/hooks',
  '/api/v4/projects/{id}/members/all',
  '/api/v4/users',
];

/** Creating answers 201; of these the description says 200. */
const created = [
  '/api/v4/projects/{id}/repository/commits',
  '/api/v4/projects/{id}/statuses/{sha}',
];

const known = ['string', 'integer', 'number', 'boolean', 'array', 'object'];

/** One property: may be null, and says nothing where GitLab's own description says nothing. */
function mendProperty(name: string, schema: any): any {
  if (schema === null || typeof schema !== 'object') {
    return schema;
  }
  if (schema.$ref) {
    // A list of entities is described as one of them in many places.
    return {
      anyOf: [
        { type: 'null' },
        { $ref: schema.$ref },
        { type: 'array', items: { $ref: schema.$ref } },
      ],
    };
  }
  const { type, example, enum: values, format, ...rest } = schema;
  if (!known.includes(type)) {
    return {};
  }
  // Without a type in Grape the description falls back to "string".
  const said = Object.keys(rest).length > 0 || example !== undefined || format;
  if (type === 'string' && !said && !values) {
    return {};
  }
  // `project_id: 1` as an example of a "string".
  if (
    (example !== undefined &&
      typeof example !== type &&
      known.includes(typeof example)) ||
    (name === 'id' && type === 'string')
  ) {
    return {};
  }
  const mended: any = { type: [type, 'null'] };
  if (values) {
    mended.enum = [...values, null];
  }
  if (format === 'date-time' || format === 'date') {
    mended.format = 'gitlab-date';
  }
  if (type === 'array' && rest.items && Object.keys(rest.items).length > 0) {
    mended.items = mendSchema(rest.items);
  }
  if (rest.properties) {
    mended.properties = mendProperties(rest.properties);
  }
  return mended;
}

function mendProperties(properties: Record<string, any>): Record<string, any> {
  return Object.fromEntries(
    Object.entries(properties).map(([name, property]) => [
      name,
      mendProperty(name, property),
    ]),
  );
}

function mendSchema(schema: Record<string, any>): Record<string, any> {
  if (schema.$ref) {
    return schema;
  }
  if (schema.properties) {
    return { type: 'object', properties: mendProperties(schema.properties) };
  }
  if (schema.type === 'array') {
    return { type: 'array', items: mendSchema(schema.items ?? {}) };
  }
  return known.includes(schema.type) ? { type: schema.type } : {};
}

/** GitLab's description with its known faults mended, so that real answers fit it. */
export function overlayContract(document: ContractDocument): ContractDocument {
  const schemas = Object.fromEntries(
    Object.entries(document.components.schemas).map(([name, schema]) => [
      name,
      {
        ...mendSchema(schema),
        ...(neededProperties[name] ? { required: neededProperties[name] } : {}),
      },
    ]),
  );
  const paths: ContractDocument['paths'] = structuredClone(document.paths);
  for (const path of lists) {
    const content = paths[path].get.responses['200'].content;
    const media = content?.['application/json'];
    if (media?.schema?.$ref) {
      media.schema = { type: 'array', items: media.schema };
    }
  }
  for (const path of created) {
    const { responses } = paths[path].post;
    responses['201'] = responses['200'];
    delete responses['200'];
  }
  paths['/api/v4/user'] = {
    get: {
      responses: {
        200: {
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/API_Entities_User' },
            },
          },
        },
      },
    },
  };
  return { paths, components: { schemas } };
}
