// Loaded into each part with --import. A part must not outlive its launcher, whatever ended that:
// then the channel between the two closes, and the part ends as if it were asked to.
process.once('disconnect', () => {
  process.kill(process.pid, 'SIGTERM')
  setTimeout(() => process.exit(1), 5_000).unref()
})
process.channel?.unref()
