/** Words that stand on many screens. */
export const common = {
  back: "Back",
  cancel: "Cancel",
  save: "Save",
  saved: "Saved.",
  copy: "Copy",
  copied: "Copied",
  exit: "Exit",
  "exit.how": "Leave this page at once. Or press Shift three times.",
  "secret.show": "Show what is typed",
  "secret.hide": "Hide what is typed",
  "scan.start": "Use the camera",
  "scan.stop": "Stop the camera",
  "scan.picture": "What the camera sees",
  "scan.looking": "Point it at the square code.",
  "scan.blocked": "The camera cannot be used here. Type or paste the code instead.",
  "home.noHouse": "No house yet",
  "home.noHouse.lead":
    "Set up the first one: its rooms, its beds and a few rules. It takes about five minutes and can be changed later.",
  "home.noHouse.do": "Set up a house",
  "home.waiting": "You are in. Your keys are still to come.",
  "home.waiting.lead":
    "Whoever invited you gives them with one click. Read her these three words; she sees the same.",
  "home.waiting.words": "If her words differ, stop and tell her.",
  "home.waiting.then": "This page goes on by itself.",
  "load.failed": "This part could not be loaded. Check the connection and try again.",
  "load.again": "Try again",
} as const;
