/** A kind of thing that the server sees: what it is, why the server needs it, and what can be guessed from it. */
export interface Seen {
  readonly what: string;
  readonly why: string;
  readonly tells: string;
}

/**
 * Everything that the server can see, in plain words. They are the English words of the Trust page too, which calls a
 * vault a box as the rest of the client does.
 */
export const facts = {
  organisation: {
    what: "The random number of your organisation",
    why: "Everything that is kept belongs to one.",
    tells: "How many organisations use this server.",
  },
  member: {
    what: "A random number for each person who works with Linden",
    why: "Her rights and signatures are checked against it.",
    tells:
      "How many people work here, and which of them added something to which box on which day.",
  },
  pseudonym: {
    what: "The pseudonym with which someone signs in",
    why: "Her account is found by it.",
    tells: "That the account exists. Her device made it up: no name, address or number is kept.",
  },
  loginProof: {
    what: "A key made from both of her secrets, a hash of it, and a random salt",
    why: "Her sealed keys are given to nobody else.",
    tells:
      "Nothing about the secrets: one of them is 128 random bits that never leave her devices.",
  },
  bundle: {
    what: "Her own keys, sealed by her device",
    why: "She can sign in on another device.",
    tells: "How often she has changed her passphrase.",
  },
  keys: {
    what: "Public keys, generations of keys, and signatures",
    why: "Nothing is kept that is not signed by somebody who may write it.",
    tells: "Who did which step, and that somebody’s keys were replaced, as after a lost device.",
  },
  session: {
    what: "That somebody is signed in, until when",
    why: "Each request is answered only to people who are signed in.",
    tells:
      "Who works now, to five minutes. It is forgotten when she has signed out or been idle for half an hour.",
  },
  challenge: {
    what: "A number drawn for one sign-in, and when it ends",
    why: "An answer that was overheard cannot be used again.",
    tells: "Nothing. It is forgotten after two minutes.",
  },
  box: {
    what: "The random number of a box",
    why: "What is written is kept with what it belongs to.",
    tells:
      "How many boxes there are, so roughly how many houses; which of them are written by whom.",
  },
  length: {
    what: "How long a list is, and fingerprints that prove that it only grew",
    why: "Two people cannot give away the same bed, and nothing can be taken out unseen.",
    tells: "How much was added to each box, and in which order.",
  },
  day: {
    what: "The day on which something arrived",
    why: "An operator can say since when something is wrong.",
    tells: "On which days a house was busy. It is forgotten after 30 days.",
  },
  hour: {
    what: "The hour in which the list of all boxes was last signed",
    why: "A device notices when it is no longer told what is new.",
    tells:
      "In which hour each box grew, since the first day: there is a line for every hour, and it says which boxes had grown.",
  },
  together: {
    what: "Which boxes were written in one step",
    why: "All of a step is kept, or nothing.",
    tells:
      "What kind of step it may have been: an arrival writes into the box of the beds, of the residents and of the figures at once.",
  },
  record: {
    what: "The random number of a record, and which version of it this is",
    why: "A newer version takes the place of the older one, never the other way round.",
    tells: "How many records there are, how often each was changed, and which were taken away.",
  },
  envelope: {
    what: "The sealed text, of one of four sizes, larger ones in steps",
    why: "It is kept for those who hold the key.",
    tells:
      "That something was written, and roughly how much. Together with the rest: that somebody arrived or left, and with how many.",
  },
  fingerprint: {
    what: "Fingerprints of sealed things",
    why: "Nothing can be put in the place of anything else.",
    tells: "Nothing: what they are taken of is random or sealed.",
  },
  form: {
    what: "Which kind of step it was: written, removed, sealed anew, invited, given a right",
    why: "Each kind has its own rules about who may do it.",
    tells: "What was done to the list. Not whether a record is a bed, a person or a note.",
  },
  epoch: {
    what: "The number of a key, and the one before it sealed under it",
    why: "Whoever has left cannot read what is written afterwards.",
    tells: "When keys were changed, so also that somebody may have left.",
  },
  sealedKey: {
    what: "Keys, each sealed to one person",
    why: "She fetches them when she has been given a right.",
    tells: "Who can open which box.",
  },
  right: {
    what: "Which right each person has on each box, and who is an administrator or an auditor",
    why: "The server refuses what a person may not do, as everybody’s device does.",
    tells: "Who works with whom, who leads, who joined and who left.",
  },
  invite: {
    what: "That somebody was invited, by whom, and for which boxes",
    why: "An invitation works once.",
    tells: "Who is about to join. Not her name.",
  },
  witness: {
    what: "Who watches the server from outside, and what they signed",
    why: "A lie to one person is noticed by others.",
    tells: "Which witnesses the organisation trusts.",
  },
  asked: {
    what: "What a device asks for: which box, from where on",
    why: "It is sent what it does not have yet.",
    tells:
      "Which boxes somebody follows, and since when her device has not been used. It is not kept.",
  },
  address: {
    what: "The address on the network, the time, and the size of every request",
    why: "An answer has to go somewhere, and floods are held back.",
    tells:
      "From where and when people work, if it is watched or somebody makes it watch. Linden writes neither down; addresses are counted in memory for a minute.",
  },
  browser: {
    what: "Which browser, system and language a device has",
    why: "Browsers send it with every request. Nothing here reads it.",
    tells: "Which devices people use, if it is watched. It is not kept.",
  },
  transport: {
    what: "How bytes travel, and rules for the browser",
    why: "The page may load nothing from anywhere else.",
    tells: "Nothing.",
  },
  refusal: {
    what: "Why something was refused, as one word of a closed list",
    why: "The device can tell a person what to do.",
    tells: "That somebody was refused.",
  },
  count: {
    what: "How many requests of each kind there were in an hour, how they ended and how long they took",
    why: "An operator sees that the server works.",
    tells: "In which hours people are busy, without who.",
  },
  report: {
    what: "That a page broke the rules of the browser",
    why: "It should never happen: one is a fault or an attack. Reports are counted and not read.",
    tells: "Nothing.",
  },
  serverSecret: {
    what: "The server’s own secrets, and marks that recognise them",
    why: "It signs what it has kept, and makes stolen login hashes useless without them.",
    tells: "Nothing about anybody. They open nothing that was sealed.",
  },
  storage: {
    what: "PostgreSQL’s own files and its journal of changes",
    why: "What was acknowledged is there after a loss of power.",
    tells:
      "The order of recent changes and, in the journal, to the fraction of a second when they were made, for as long as PostgreSQL keeps it. Older versions of a row for a while.",
  },
  upkeep: {
    what: "Which steps brought the database to its present form, and numbers for its rows",
    why: "A newer Linden goes on where an older one ended.",
    tells: "Since when the server runs, and when it was updated.",
  },
  sample: {
    what: "How to sign in to the invented sample",
    why: "It can be tried again. Only --sample writes it.",
    tells: "Everything of the sample, and nothing of anybody’s own data.",
  },
} as const satisfies Readonly<Record<string, Seen>>;

/** The name of a kind of thing that the server sees. */
export type Fact = keyof typeof facts;

/** What of it says something about people, as clauses of one sentence; the rest follows as a list. */
export const summary = {
  pseudonym: "that your accounts exist",
  right: "who may open which box",
  day: "who added to which box on which day",
  record: "how many records",
  envelope: "in which of four sizes",
  together: "which boxes were written in one step",
  session: "who is signed in",
  address: "while somebody is connected, from where",
} as const satisfies Partial<Readonly<Record<Fact, string>>>;
