// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('launches', table => {
    table.comment('The launches of services, and what else has changed them');
    table.string('id', 255).primary();
    table.string('kind', 32).notNullable();
    table.string('service', 255).notNullable();
    table.string('entity_ref', 255).notNullable().index();
    table.string('owner', 255);
    table.string('actor', 255);
    table.string('template', 255);
    table.string('status', 32).notNullable().index();
    table.text('reason').comment('Why it failed');
    table.string('continued_by', 255).comment('The launch that went on');
    table.text('request').comment('The take-back that was asked for, as JSON');
    table.bigInteger('started_at').notNullable().index();
    table.bigInteger('seen_at').notNullable();
  });
  await knex.schema.createTable('ledger_entries', table => {
    table.comment('What launches have made: names and ids, never values');
    table.string('entity_ref', 255).notNullable();
    table.string('thing_key', 1024).notNullable();
    table.text('thing').notNullable().comment('As JSON');
    table.text('what').notNullable();
    table.text('name').notNullable();
    table.string('status', 32).notNullable();
    table.string('origin', 32).notNullable();
    table.string('plan', 32).notNullable();
    table.string('made_by', 255).notNullable();
    table.string('launch', 255).notNullable();
    table.string('fingerprint', 255);
    table.bigInteger('written_at').notNullable();
    table.primary(['entity_ref', 'thing_key']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('ledger_entries');
  await knex.schema.dropTable('launches');
};
