// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('wiring_health', table => {
    table.comment('What the last look at the wiring of each service has found');
    table.string('entity_ref', 255).primary();
    table.string('service', 255).notNullable();
    table.bigInteger('known_since').notNullable();
    table.bigInteger('asked_at').comment('When people last asked for a look');
    table.bigInteger('pending_since').comment('Asked for and not begun yet');
    table.string('pending_by', 255);
    table.bigInteger('checking_since');
    table.string('checking_by', 255);
    table.bigInteger('attempted_at');
    table
      .integer('failures')
      .notNullable()
      .defaultTo(0)
      .comment('Looks in a row that came to nothing');
    table.text('failure').comment('Why the last look came to nothing');
    table.bigInteger('checked_at');
    table
      .text('report', 'longtext')
      .comment('As JSON: names, dates and findings, never values');
  });
  await knex.schema.createTable('wiring_work', table => {
    table.comment('Repairs of the wiring and rotations that people asked for');
    table.string('id', 255).primary();
    table.string('entity_ref', 255).notNullable().index();
    table.string('service', 255).notNullable();
    table.string('owner', 255);
    table.string('actor', 255).notNullable();
    table.string('kind', 32).notNullable();
    table.text('things').notNullable().comment('As JSON: names, never values');
    table.string('status', 32).notNullable().index();
    table.integer('attempts').notNullable().defaultTo(0);
    table.text('failure').comment('Why it failed');
    table.text('outcomes').comment('What was done to each thing, as JSON');
    table.bigInteger('started_at').notNullable();
    table.bigInteger('ended_at');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('wiring_work');
  await knex.schema.dropTable('wiring_health');
};
