import { suite } from "../crypto/src/suite.ts";

/**
 * Where this is loaded first, a passphrase is stretched with an eighth of a megabyte, in a millisecond: hundreds of
 * people sign in here, and what the real cost gives is held against the frozen vectors and seen in the browser.
 */
Object.assign(suite, { argon: { passes: 1, memory: 131_072 } });
