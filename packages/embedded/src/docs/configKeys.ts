import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { root } from '../paths.ts';

/** A key of the app config that Slipway reads. */
export interface ConfigKey {
  /** `delivery.environments[].name`; `<cluster>` stands for a name that is chosen freely. */
  path: string;
  /** As the file writes it. */
  type: string;
  optional: boolean;
  /** The file that declares it. */
  file: string;
}

/** The keys without keys below them that the config.d.ts files of the plugins declare. */
export function readConfigKeys(): ConfigKey[] {
  return globSync('plugins/*/config.d.ts', { cwd: root })
    .sort()
    .flatMap(file => keysOf(file, readFileSync(join(root, file), 'utf8')));
}

export function keysOf(file: string, text: string): ConfigKey[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const config = source.statements.find(
    (statement): statement is ts.InterfaceDeclaration =>
      ts.isInterfaceDeclaration(statement) && statement.name.text === 'Config',
  );
  if (!config) {
    throw new Error(`${file} declares no interface Config`);
  }
  return config.members.flatMap(member => visitMember(member, ''));

  function visitMember(member: ts.TypeElement, above: string): ConfigKey[] {
    const below = (name: string) => (above ? `${above}.${name}` : name);
    if (ts.isIndexSignatureDeclaration(member)) {
      const name = member.parameters[0].name.getText();
      return visitType(member.type, below(`<${name}>`), true);
    }
    if (ts.isPropertySignature(member) && member.type) {
      const name = member.name.getText().replace(/^['"]|['"]$/g, '');
      return visitType(
        member.type,
        below(name),
        member.questionToken !== undefined,
      );
    }
    throw new Error(`${file}: ${member.getText()} is not understood`);
  }

  function visitType(
    type: ts.TypeNode,
    path: string,
    optional: boolean,
  ): ConfigKey[] {
    if (ts.isTypeLiteralNode(type)) {
      return type.members.flatMap(member => visitMember(member, path));
    }
    const element = elementOf(type);
    if (element) {
      return visitType(element, `${path}[]`, optional);
    }
    return [{ path, type: type.getText(), optional, file }];
  }
}

/** Of `Array<X>` or `X[]`. */
function elementOf(type: ts.TypeNode): ts.TypeNode | undefined {
  if (ts.isArrayTypeNode(type)) {
    return type.elementType;
  }
  return ts.isTypeReferenceNode(type) && type.typeName.getText() === 'Array'
    ? type.typeArguments?.[0]
    : undefined;
}
