/** For an orderly end, which waits for what is under way; more than that takes. */
const graceMs = 20_000;

// Loaded before the backend: ends it when the process that started it is gone, however that ended.
if (process.channel) {
  process.channel.unref();
  process.on('disconnect', () => {
    process.kill(process.pid, 'SIGTERM');
    // A backend that is still starting takes no notice of it.
    setTimeout(() => process.exit(1), graceMs);
  });
}
