// The API reference validates with a library that tries whether it may compile code from strings. It may not, so it is told before it asks.
globalThis.__zod_globalConfig = { jitless: true };
