/** An attack that is made by a test which says its own lines, in this folder or another: in which file, and under which title. */
export interface Elsewhere {
  readonly row: number;
  readonly attack: string;
  readonly file: string;
  /** As it stands in the file. */
  readonly title: string;
}

/** Something that there is nothing to attack in, and why. */
export interface Nothing {
  readonly row: number;
  readonly attack: string;
  readonly why: string;
}

/** How many rows of attacks there are: each must have a line. */
export const rows = 48;

/** What is proved by other tests, at other doors: the browser, the dump, the auditor's tool, the primitives, a member's own hand. */
export const elsewhere: readonly Elsewhere[] = [
  {
    row: 4,
    attack: "login ids tried one after another: the shape of the answers",
    file: "tests/server/append.pg.test.ts",
    title: "an unknown login id is answered in the same shape as a known one, always the same",
  },
  {
    row: 4,
    attack: "login ids tried one after another: the time that the answers take",
    file: "tests/server/limits.pg.test.ts",
    title: "an unknown login takes as long as a wrong key for a known one",
  },
  {
    row: 7,
    attack: "a bundle sealed so that it opens under two passphrases",
    file: "tests/crypto/commitments.test.ts",
    title: "a bundle whose seal opens under two passphrases opens under one of them at most",
  },
  {
    row: 9,
    attack: "a suite other than the one that there is",
    file: "tests/crypto/keys.test.ts",
    title: "there is one suite, and any other number is refused before any work",
  },
  {
    row: 20,
    attack: "text that would be markup, script or an address",
    file: "tests/browser/checkup.browser.test.ts",
    title: "no text becomes markup, script or a worker's address: Trusted Types are enforced",
  },
  {
    row: 20,
    attack: "formulas in a file of comma-separated values",
    file: "tests/reports/files.test.ts",
    title: "a file of comma-separated values quotes what needs it and holds no formula",
  },
  {
    row: 20,
    attack: "formulas in a workbook",
    file: "tests/reports/files.test.ts",
    title: "a workbook holds words as words and numbers as numbers, and no formula",
  },
  {
    row: 28,
    attack: "cosignatures withheld",
    file: "tests/engine/heads.pg.test.ts",
    title: "a named witness that has not signed, or not lately, is a banner and no more",
  },
  {
    row: 28,
    attack: "proofs of the heads log answered with errors, six times",
    file: "tests/engine/heads.pg.test.ts",
    title: "a heads log, or a proof, that is refused six times is said, and work goes on",
  },
  {
    row: 33,
    attack: "the client killed at each step of a removal",
    file: "tests/engine/leaving-kill.pg.test.ts",
    title:
      "a client that dies at any step of a removal, or of what follows, leaves the old state or the new, and goes on",
  },
  {
    row: 33,
    attack: "the server or the database killed at each step of a removal",
    file: "tests/engine/leaving-kill.pg.test.ts",
    title:
      "%s killed at any step of a removal, or of what follows, leaves the old state or the new, and goes on",
  },
  {
    row: 35,
    attack: "a former member's keys and a later copy of the database",
    file: "tests/engine/leaving.pg.test.ts",
    title:
      "a removal shows what she could read, is one append, and what she could open is sealed anew and dropped",
  },
  {
    row: 38,
    attack: "everything that was typed, looked for wherever bytes stay",
    file: "tests/canary/canary.browser.test.ts",
    title:
      "nothing that was typed anywhere stands in the data folder, the output, the wire or a locked browser, in any encoding",
  },
  {
    row: 39,
    attack: "a column that the manifest does not list",
    file: "tests/server/manifest.pg.test.ts",
    title: "the manifest lists every column of a migrated database, and no other",
  },
  {
    row: 39,
    attack: "a field of an answer that the manifest does not list",
    file: "tests/server/manifest.pg.test.ts",
    title: "the manifest lists every field that the server answers with, and no other",
  },
  {
    row: 39,
    attack: "a field of a log line that the manifest does not list",
    file: "tests/server/manifest.pg.test.ts",
    title: "the manifest lists every field that the server may log, and a run logs no other",
  },
  {
    row: 40,
    attack: "a route that names a record",
    file: "tests/server/manifest.pg.test.ts",
    title: "the manifest lists every route that is registered, and no other",
  },
  {
    row: 40,
    attack: "a title that says what is open",
    file: "web/src/i18n/messages.test.ts",
    title: "nothing that is printed or stands in a title in %s says what the house is",
  },
  {
    row: 40,
    attack: "a file's name that says what is in it",
    file: "tests/reports/files.test.ts",
    title: "a file's name says nothing but the days",
  },
  {
    row: 41,
    attack: "anything asked of another host",
    file: "tests/browser/journey.browser.test.ts",
    title:
      "two devices found, invite, join, arrive, move, depart, hand over, lock and reload, and always agree",
  },
  {
    row: 42,
    attack: "left, and the back button pressed",
    file: "tests/browser/leaving.browser.test.ts",
    title: "Exit shows a neutral page at once, and Back shows nothing of what was open",
  },
  {
    row: 42,
    attack: "covered, idle or hidden",
    file: "tests/browser/leaving.browser.test.ts",
    title:
      "three idle minutes cover the screen, a hidden tab covers it at once, and thirty idle minutes lock it",
  },
  {
    row: 42,
    attack: "the profile of a locked browser copied and searched",
    file: "tests/canary/canary.browser.test.ts",
    title:
      "nothing that was typed anywhere stands in the data folder, the output, the wire or a locked browser, in any encoding",
  },
  {
    row: 44,
    attack: "WebAssembly blocked",
    file: "tests/browser/checkup.browser.test.ts",
    title:
      "where WebAssembly is blocked the page says that nothing can be sealed, and what keeps it",
  },
  {
    row: 45,
    attack: "a served file that is not the release's, seen by the client's own page",
    file: "tests/browser/checkup.browser.test.ts",
    title: "a changed file is red and named, whether or not a smaller twin of it is served",
  },
  {
    row: 45,
    attack: "a served file that is not the release's, seen by the auditor",
    file: "tests/audit/client.pg.test.ts",
    title:
      "a client file that was changed is named in whichever form it was, and so is one that is missing",
  },
  {
    row: 8,
    attack: "a member enrolled under the recovery member's name",
    file: "tests/hostile/recovery.pg.test.ts",
    title: "a director who joins under a recovery member's id is a director, and everybody is told",
  },
  {
    row: 13,
    attack: "a house's stay offered, or taken, by whoever works in another",
    file: "tests/hostile/foreign-offers.pg.test.ts",
    title:
      "whoever works elsewhere gets no file, no bed and no record of a house by writing its offers (%o)",
  },
  {
    row: 31,
    attack: "a key that opens nothing, and writes that wait for it",
    file: "tests/hostile/spoilt-keys.pg.test.ts",
    title: "what waits for a spoilt key keeps nothing else from being written",
  },
  {
    row: 31,
    attack: "a key that leads to none of those before it",
    file: "tests/hostile/spoilt-keys.pg.test.ts",
    title:
      "a key that leads to none before it is told of by its maker's name, and a newcomer reads what is older all the same",
  },
  {
    row: 31,
    attack: "a key said not to open, again and again",
    file: "tests/hostile/spoilt-keys.pg.test.ts",
    title:
      "a colleague who says again and again that her key does not open keeps nobody from writing, and is named",
  },
  {
    row: 31,
    attack: "keys spoilt for ever",
    file: "tests/hostile/spoilt-keys.pg.test.ts",
    title: "whoever spoils keys for ever is not followed for ever, and her removal ends it",
  },
  {
    row: 32,
    attack: "keys lost twice, with something asked for in her name between",
    file: "tests/hostile/lost-twice.pg.test.ts",
    title:
      "a member whose keys are lost twice asks for what she had, whatever was asked for in her name between",
  },
  {
    row: 33,
    attack: "a colleague's commit in the place of a signed removal",
    file: "tests/hostile/stand-in.pg.test.ts",
    title:
      "a removal that is signed for, while what a colleague wrote stands in its place, is not said to have been done",
  },
  {
    row: 36,
    attack: "a second vault founded for one place",
    file: "tests/hostile/twins.pg.test.ts",
    title: "what is written into a second vault for a place is shown to nobody, and is an alarm",
  },
  {
    row: 36,
    attack: "a second vault founded for one place, and what the first one is for withheld",
    file: "tests/hostile/twins.pg.test.ts",
    title:
      "on a new device nothing is written into a second vault while the server withholds what the first one is for",
  },
  {
    row: 36,
    attack: "a second vault founded for one place, and all but what the first one is for withheld",
    file: "tests/hostile/twins.pg.test.ts",
    title: "a second vault goes also where only what the first one is for has come of that",
  },
  {
    row: 15,
    attack: "a newer version timed to come while older ones are asked for again",
    file: "tests/hostile/meanwhile.pg.test.ts",
    title:
      "a version that comes while others are asked for again is not put back by what was asked before it",
  },
  {
    row: 15,
    attack: "an envelope withheld whose bytes a member has written somewhere else",
    file: "tests/hostile/same-bytes.pg.test.ts",
    title:
      "an envelope that is withheld is asked for again, whoever has written its bytes somewhere else",
  },
  {
    row: 17,
    attack: "an incident sealed anew with nothing inside, shown to somebody outside",
    file: "tests/engine/incidents.pg.test.ts",
    title:
      "an incident that was sealed anew with nothing inside is shown and disclosed as it was, whoever did it is named, and the next key mends it",
  },
  {
    row: 31,
    attack: "keys that come late, and what they open",
    file: "tests/hostile/late-keys.pg.test.ts",
    title:
      "what was read before its key came is shown once it has come, also where what the vault is for was written last",
  },
  {
    row: 36,
    attack: "a vault that lies about what it is for, under a key that comes late",
    file: "tests/hostile/late-keys.pg.test.ts",
    title: "a vault that says to be for something else is an alarm also where its key came late",
  },
  {
    row: 36,
    attack: "what a vault is for written over or taken away",
    file: "tests/hostile/over.pg.test.ts",
    title:
      "a vault of which it is %s what it is for is an alarm for whoever comes new to it, and read all the same",
  },
  {
    row: 33,
    attack: "a commit that counts for nothing as the other half of a joint append",
    file: "tests/hostile/torn.pg.test.ts",
    title:
      "a commit that counts for nothing is no part of a joint append, also where its part is looked for",
  },
  {
    row: 48,
    attack: "a prune that names another's newest bytes",
    file: "tests/hostile/pruning.pg.test.ts",
    title: "a prune of one's own record drops nothing of another's, whatever hash it names",
  },
  {
    row: 48,
    attack: "a version that names an older one's envelope, to spoil its history",
    file: "tests/hostile/histories.pg.test.ts",
    title:
      "what a version says stays in its history, whoever writes its envelope once more beneath it",
  },
  {
    row: 48,
    attack: "a record of the same id in another vault, to take the place of a history",
    file: "tests/hostile/histories.pg.test.ts",
    title: "a record of the same id in another vault takes the place of nobody's history",
  },
  {
    row: 17,
    attack: "a record sealed anew with nothing inside, and what was before it dropped",
    file: "tests/hostile/histories.pg.test.ts",
    title:
      "who seals a record anew with nothing inside and has what was before it dropped is named, although it cannot be shown",
  },
  {
    row: 48,
    attack: "a prune that names an envelope by its hash alone",
    file: "tests/crypto-log/sealed-anew.test.ts",
    title: "keeps every envelope that another has taken the place of, until a prune names it",
  },
  {
    row: 48,
    attack: "something that is no record written over one",
    file: "tests/hostile/over.pg.test.ts",
    title:
      "a record over which something is written that is nobody's record is gone for everybody alike",
  },
];

/** Where there is nothing that could be attacked. */
export const nothing: readonly Nothing[] = [
  {
    row: 9,
    attack: "“Your data are in the old format”",
    why: "there is no old format: every format byte has one value, and a reader refuses all others",
  },
];
