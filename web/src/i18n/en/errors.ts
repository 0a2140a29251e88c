/** What a person is told about each error code. docs/errors.md says of each what happened and what to do. */
export const errors = {
  "error.malformed":
    "The server did not understand this. Reload the page; if it stays so, tell your director.",
  "error.too-large": "This is too large to be kept.",
  "error.wrong-commit":
    "The server refused an entry that this device made. It stays in the outbox.",
  "error.wrong-envelope":
    "The server refused an envelope that this device made. It stays in the outbox.",
  "error.wrong-box": "The server refused a key box that this device made. Try again.",
  "error.not-an-account": "This account could not be made. Try again.",
  "error.login-refused":
    "That did not open it. Check the passphrase and the account key, and try again.",
  "error.session-ended": "The connection to the server ended. It is made again by itself.",
  "error.not-allowed": "Your keys do not allow this.",
  "error.foreign-origin":
    "This page does not belong to this server. Open the address you were given.",
  "error.unknown-log": "The server does not know this box.",
  "error.no-such-thing": "The server does not know this.",
  "error.name-taken": "This login is taken. Choose another one.",
  "error.moved": "Someone else was faster. It is being looked at again.",
  "error.too-many": "Too many tries. Wait a few minutes.",
  "error.try-again": "The server is busy. Try again in a moment.",
  "error.healing": "The server was restored from a backup and takes nothing new yet.",
  "error.our-fault": "Something went wrong on the server. Nothing of yours is lost.",
  "error.offline": "There is no connection to the server. Try again when there is one.",
  "error.cannot-open": "This cannot be opened.",
  "error.bad-salt":
    "The server sent something that cannot be right. Nothing was sent to it. Tell your director.",
  "error.unknown-suite":
    "The server asked for a method that this page does not know. Nothing was sent to it.",
  "error.wrong-passphrase": "That is not the passphrase. Capitals and extra spaces do not matter.",
  "error.mistyped": "A letter is wrong in the account key. Compare it group by group.",
  "error.not-a-code": "This is not a code that can be read here.",
  "error.invite-ended": "This invite has been used, withdrawn or has run out. Ask for a new one.",
  "error.would-abandon":
    "This would leave a box without anybody who gives keys to it, or too few people who decide about members. Give somebody else the right first.",
  "error.device-fault":
    "Something went wrong on this device. What was saved is not lost. Reload the page and try again.",
  "error.bundle-mismatch": "The server sent keys that do not fit. Nothing was opened.",
  "error.log-rolled-back":
    "The server showed a log that lacks entries which it had proved to this device.",
  "error.log-forked": "The server showed this device another log than before.",
  "error.log-malformed": "The server sent a log that does not hold together.",
  "error.roster-withheld": "The server holds back part of the list of members.",
  "error.acknowledgement-unsigned": "The server confirmed an entry without its signature.",
  "error.heads-unsigned": "The server’s list of all logs does not carry its signature.",
  "error.heads-rolled-back":
    "The server showed an older list of all logs than it had signed before.",
  "error.heads-forked": "The server signed two different lists of all logs.",
  "error.heads-inconsistent":
    "The server’s list of all logs does not continue the one it had signed before.",
  "error.heads-withheld":
    "The server does not show its signed list of all logs, although it was asked six times.",
  "error.witness-stale": "No witness has signed in the last three days that the log is whole.",
  "error.log-left-out":
    "The server’s list of all logs lacks entries that it had confirmed to this device.",
  "error.append-torn":
    "An entry that belongs in several boxes is only half there. What is shown of it is incomplete.",
  "error.commit-skipped": "An entry was not allowed and is passed over.",
  "error.box-missing": "A key that is meant for you is missing.",
  "error.envelope-withheld":
    "The server holds back a record, or sends something else in its place.",
  "error.vault-meaning-wrong": "A box says to be something else than it was made for.",
  "error.vault-twice":
    "There is a second box for what another was made for before. Nothing of it is shown, and nothing is written to it. Ask who made it.",
  "error.box-broken":
    "A member sealed something else for you than the key of a box. It was not the server.",
  "error.link-broken":
    "A member left out the key to what is older in a box, so that new colleagues could not read it.",
  "error.reseal-broken":
    "A member sealed records anew with nothing inside. They are shown from the earlier copy, where there is one still.",
  "error.faults-repeated":
    "A member’s device says again and again that a key does not open. The keys are not renewed for it any more today.",
  "error.false-recovery":
    "A member joined as if she were the recovery sheets. She has no more rights by it than her invite gave her.",
  "error.session-closed":
    "This device was locked from another device of yours. Your passphrase opens it again.",
  "error.passphrase-changed": "Your passphrase was changed on another device. Use the new one.",
  "error.passphrase-unsure":
    "There was no answer. Until there is a connection again, both passphrases open this device; then the one that stands.",
  "error.enrolment-unsure":
    "There was no answer. What was made is kept on this device. Open it with your passphrase when there is a connection.",
  "error.sheets-differ": "These two sheets do not belong together, or they are the same one twice.",
  "error.renewal-unsure":
    "There was no answer. Your new keys may stand or not. The next time, both passphrases are tried; the one that stands opens.",
  "error.sheets-refused":
    "These sheets open nothing. They may have been replaced by newer ones, or the login is another.",
  "error.not-listed-yet":
    "This was written a moment ago. The server signs its list of all logs every minute: try again then.",
} as const;
