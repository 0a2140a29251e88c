/** The page that says what the server knows; what it knows is said in knows.ts. */
export const seen = {
  "trust.title": "The server knows only this",
  "trust.sees": "It sees {clauses}.",
  "trust.kept": "What it keeps",
  "trust.passing": "What it sees in passing and does not keep",
  "trust.why": "Why: {why}",
  "trust.tells": "What can be guessed: {tells}",
  "trust.places": "{count, plural, one {In # place} other {In # places}}",
  "trust.manifest":
    "This list is made from the same file with which each release of the server is tested: a place that is not on it fails the test.",
  "trust.noKey":
    "It holds no key. It cannot read a name, a note, a bed, a date of stay, an address or what a house is called.",
} as const;
