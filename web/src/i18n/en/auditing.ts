/** Everything checked once more, by an auditor or on one’s own device. */
export const auditing = {
  "auditing.title": "Check everything",
  "auditing.lead":
    "This reads every log from its beginning, as the server shows it to you now, and checks every signature, right and key change, every sealed record against its entry, and the list of all logs against what this device has seen before. It opens nothing.",
  "auditing.begin": "Check everything",
  "auditing.again": "Check everything again",
  "auditing.looking": "{done, number} of {of, number} entries",
  "auditing.failed": "It could not be checked to the end, so it says nothing.",
  "auditing.passed": "Everything was checked, and nothing is wrong.",
  "auditing.wrong":
    "Something is wrong. The sentences below say what; they stand in the report too.",
  "auditing.signed":
    "The report is signed with your key. Whoever gets it checks it by this line, told by you and not by the report:",
  "auditing.save.report": "Save the report",
  "auditing.save.signature": "Save the signature",
  "auditing.outside":
    "A page looks from outside. What else stands in the database, in backups and in the server’s own lines, and whether this page is the released one, is for the auditor’s command line.",
  "again.begin": "Check everything again",
  "again.looking": "{done, number} of {of, number} entries",
  "again.done":
    "Just now: {entries, number} entries in {logs, plural, one {# log} other {# logs}} read from the beginning, every signature checked, {envelopes, number} sealed records as their entries say.",
  "again.wrong":
    "What the server shows does not agree with this device. The alarm above says what.",
  "trust.sessions": "Your devices that are signed in",
  "trust.danger.do": "Give a second person the right to manage them.",
  "trust.danger.team": "To Team",
} as const;
