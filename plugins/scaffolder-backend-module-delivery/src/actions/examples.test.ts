import { parse } from 'yaml';
import { makeSound } from '../__testUtils__/makeSound';
import { launch, workspaceFiles } from '../__testUtils__/launchSteps';
import { delivery } from '../__testUtils__/FakeDeliveryApi';
import { World } from '../__testUtils__/World';
import { createActions } from '.';

/** Those of a world do not listen, so the list of examples can be had before the tests run. */
const listed = createActions(
  Object.assign(new World(), {}) as never as Parameters<
    typeof createActions
  >[0],
).flatMap(({ id, examples = [] }) =>
  examples.map(({ description, example }) => ({ id, description, example })),
);

describe('the examples', () => {
  let world: World;
  beforeEach(async () => {
    world = new World();
    await world.start();
    world.writeFiles(workspaceFiles);
  });
  afterEach(() => world.stop());

  it('are there for every action', () => {
    const actions = createActions(world.deps());
    expect(new Set(listed.map(({ id }) => id))).toEqual(
      new Set(actions.map(({ id }) => id)),
    );
    expect(actions.every(({ supportsDryRun }) => supportsDryRun)).toBe(true);
  });

  it.each(listed)('$id: $description', async ({ id, example }) => {
    const [step] = parse(example).steps;
    expect(step.action).toBe(id);
    const action = createActions(world.deps()).find(one => one.id === id)!;
    const { properties, required = [] } = action.schema!.input as {
      properties: Record<string, unknown>;
      required?: string[];
    };
    expect(Object.keys(properties)).toEqual(
      expect.arrayContaining(Object.keys(step.input)),
    );
    expect(Object.keys(step.input)).toEqual(expect.arrayContaining(required));

    makeSound(world);
    // Where an example needs what other steps have made, they have.
    if (!['delivery:plan:resolve', 'delivery:repository:ensure'].includes(id)) {
      await launch(world);
      const app = world.gitlab.state.project('acme/payments')!;
      world.gitlab.state.addPipeline(app, 'success');
      world.delivery.answers = [
        delivery(step.input.environment ?? 'dev', 'healthy'),
      ];
    }
    const input = JSON.parse(
      JSON.stringify(step.input)
        .replaceAll('gitlab.example.com', world.gitlab.host)
        .replaceAll('${{ secrets.INDEX_TOKEN }}', 'a-secret-CANARY'),
    );
    const outputs = await world.run(id, input);
    const expected = action.schema!.output as { required?: string[] };
    expect(Object.keys(outputs)).toEqual(
      expect.arrayContaining(expected.required ?? []),
    );
  });
});
