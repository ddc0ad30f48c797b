import type { ExpressionValue } from '../expressions/ExpressionValue.ts';

type Combination = Record<string, ExpressionValue>;

const same = (one: ExpressionValue, other: ExpressionValue) =>
  JSON.stringify(one) === JSON.stringify(other);

function isCombination(value: ExpressionValue): value is Combination {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function combinations(value: ExpressionValue | undefined): Combination[] {
  return Array.isArray(value) ? value.filter(isCombination) : [];
}

/** Every combination of a `matrix:`, with `exclude` and then `include` as GitHub applies them. */
export function expandMatrix(matrix: ExpressionValue): Combination[] {
  if (!isCombination(matrix)) {
    return [];
  }
  const { include, exclude, ...axes } = matrix;
  const names = Object.keys(axes);
  let product: Combination[] = names.length > 0 ? [{}] : [];
  for (const name of names) {
    const values = axes[name];
    product = product.flatMap(one =>
      (Array.isArray(values) ? values : []).map(value => ({
        ...one,
        [name]: value,
      })),
    );
  }
  const excluded = combinations(exclude);
  const kept = product.filter(
    one =>
      !excluded.some(each =>
        Object.entries(each).every(([key, value]) => same(one[key], value)),
      ),
  );
  const originals = kept.map(one => ({ ...one }));
  const extra: Combination[] = [];
  for (const each of combinations(include)) {
    // It is added to each combination none of whose own values it would overwrite.
    const fitting = kept.filter((_, index) =>
      names.every(
        name => !(name in each) || same(originals[index][name], each[name]),
      ),
    );
    fitting.forEach(one => Object.assign(one, each));
    if (fitting.length === 0) {
      extra.push({ ...each });
    }
  }
  return [...kept, ...extra];
}

/** `build (linux, 20)`, where the name itself says nothing of the matrix. */
export function matrixName(name: string, matrix: Combination): string {
  const values = Object.values(matrix).map(value =>
    typeof value === 'object' ? JSON.stringify(value) : String(value),
  );
  return values.length > 0 ? `${name} (${values.join(', ')})` : name;
}
