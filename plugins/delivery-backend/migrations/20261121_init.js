// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('service_delivery', table => {
    table.comment('What was last seen of the delivery of each service');
    table.string('entity_ref', 255).primary();
    table
      .integer('version')
      .notNullable()
      .comment('Grows by each change that a page would show');
    table.text('environments', 'longtext').comment('Observed, as JSON');
    table.text('pipelines', 'longtext').comment('Observed, as JSON');
    table
      .bigInteger('pipelines_seen_at')
      .comment(
        'When the forge last answered, in ms; changes without a version',
      );
    table.bigInteger('updated_at').notNullable();
  });
  await knex.schema.createTable('watch_leases', table => {
    table.comment('Which instance of the portal watches what');
    table.string('name', 255).primary();
    table.string('owner', 255).notNullable();
    table.bigInteger('renewed_at').notNullable();
    table.bigInteger('expires_at').notNullable();
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('watch_leases');
  await knex.schema.dropTable('service_delivery');
};
