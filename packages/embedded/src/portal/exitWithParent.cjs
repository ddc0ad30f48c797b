// Loaded before the backend: ends it when the process that started it is gone, however that ended.
if (process.channel) {
  process.channel.unref();
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
}
